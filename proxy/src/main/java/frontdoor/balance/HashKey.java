package frontdoor.balance;

import java.nio.charset.StandardCharsets;

/** Keys of octets, the same in every process and after every restart: replicas choose alike. */
public final class HashKey {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private HashKey() {}

    /** The key of {@code length} octets from {@code start}. Borrows {@code octets}. */
    public static long of(byte[] octets, int start, int length) {
        long hash = FNV_BASIS;
        for (int i = start; i < start + length; i++) {
            hash = (hash ^ octets[i] & 0xff) * FNV_PRIME;
        }
        return mixed(hash);
    }

    /** The key of a text in UTF-8. */
    public static long of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return of(octets, 0, octets.length);
    }

    /** Spreads every bit over all others (David Stafford's variant 13 of the finalizer of MurmurHash3). */
    static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
