package frontdoor.hosts;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of IP addresses that share the first bits (CIDR, RFC 4632 3.1 and RFC 4291 2.3).
 *
 * @param upper the first 64 bits, of an IPv4 address those of the IPv6 address that maps it; 0 behind the prefix
 * @param lower the other 64 bits
 * @param prefix how many bits count, 0 to 128; of an IPv4 network 96 more than it is written with
 */
public record Network(long upper, long lower, int prefix) {
    /** Bits in front of an IPv4 address in an IPv6 one that maps it (RFC 4291 2.5.5.2). */
    static final int MAPPED_BITS = 96;

    private static final long MAPPED = 0xffffL << 32;

    /**
     * The network that {@code text} names: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone. Bits behind the prefix are
     * passed over.
     */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty() || (text.indexOf(':') >= 0 && address.get() instanceof Inet4Address)) {
            // IPv4 in IPv6 clothes is a spelling that hides what is meant.
            return Optional.empty();
        }
        int most = address.get() instanceof Inet4Address ? 32 : 128;
        String digits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!digits.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(digits) > most) {
            return Optional.empty();
        }
        return Optional.of(of(address.get(), Integer.parseInt(digits)));
    }

    /** The network of {@code address} whose first {@code prefix} bits count: 0 to 32 of an IPv4 address, 0 to 128 of an IPv6 one. */
    public static Network of(InetAddress address, int prefix) {
        int bits = address instanceof Inet4Address ? prefix + MAPPED_BITS : prefix;
        return new Network(masked(upperOf(address), bits), masked(lowerOf(address), bits - 64), bits);
    }

    /** The first 64 bits of {@code address}. */
    static long upperOf(InetAddress address) {
        return address instanceof Inet4Address ? 0 : bits(address.getAddress(), 0, 8);
    }

    /** The last 64 bits of {@code address}. */
    static long lowerOf(InetAddress address) {
        byte[] octets = address.getAddress();
        return address instanceof Inet4Address ? MAPPED | bits(octets, 0, 4) : bits(octets, 8, 8);
    }

    /** {@code half} without what stands behind its first {@code bits}, which may be fewer than 0 or more than 64. */
    static long masked(long half, int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? half : half & -1L << (64 - bits);
    }

    private static long bits(byte[] octets, int start, int count) {
        long bits = 0;
        for (int i = start; i < start + count; i++) {
            bits = bits << 8 | octets[i] & 0xff;
        }
        return bits;
    }

    /** Whether {@code address} is one of its own; no IPv4 address is in an IPv6 network. */
    public boolean contains(InetAddress address) {
        return isIpv4() == address instanceof Inet4Address
                && masked(upperOf(address), prefix) == upper
                && masked(lowerOf(address), prefix - 64) == lower;
    }

    /** How many bits count, as it is written: 0 to 32 of an IPv4 network, 0 to 128 of an IPv6 one. */
    public int bits() {
        return isIpv4() ? prefix - MAPPED_BITS : prefix;
    }

    /** Whether it is one of IPv4. */
    public boolean isIpv4() {
        return prefix >= MAPPED_BITS && upper == 0 && lower >>> 32 == 0xffff;
    }

    /** As it is written, in its one form: {@code 192.0.2.0/24}, or an address alone where every bit counts. */
    @Override
    public String toString() {
        boolean ipv4 = isIpv4();
        byte[] octets = new byte[ipv4 ? 4 : 16];
        for (int i = 0; i < octets.length; i++) {
            int place = octets.length - 1 - i;
            octets[i] = (byte) (place < 8 ? lower >>> 8 * place : upper >>> 8 * (place - 8));
        }
        String address = Addresses.ofOctets(octets);
        return prefix == 128 ? address : address + "/" + (ipv4 ? prefix - MAPPED_BITS : prefix);
    }
}
