package frontdoor.compress;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A content coding (RFC 9110 8.4.1). */
@SuppressWarnings("ImmutableEnumChecker") // The octets are shared and never changed.
public enum Coding {
    /** RFC 8878. */
    ZSTD("zstd", 4, Coding::faultOfZstd, ZstdEncoder::new),
    /** RFC 7932. */
    BROTLI("br", 4, Brotli4jLoader::getUnavailabilityCause, BrotliEncoder::new),
    /** RFC 1952. */
    GZIP("gzip", 1, () -> null, GzipEncoder::new);

    private static final byte[] ANY = Octets.of("*");

    private final String token;
    private final byte[] octets;
    private final int cost;
    private final CodingLibrary library;
    private final Opener opener;

    /** The way to a stream. */
    private interface Opener {
        Encoder open() throws IOException;
    }

    Coding(String token, int cost, Supplier<@Nullable Throwable> fault, Opener opener) {
        this.token = token;
        this.octets = Octets.of(token);
        this.cost = cost;
        this.library = new CodingLibrary(token, fault);
        this.opener = opener;
    }

    /** The coding that is named so. */
    public static Optional<Coding> named(String token) {
        return List.of(values()).stream()
                .filter(coding -> coding.token.equals(token))
                .findFirst();
    }

    /** The best of {@code offered} for a client with these fields: of those that it likes best, the first; or null. */
    public static @Nullable Coding choose(List<Coding> offered, Fields request) {
        Coding best = null;
        int most = 0;
        for (Coding coding : offered) {
            int quality = quality(coding, request);
            if (quality > most) {
                most = quality;
                best = coding;
            }
        }
        return best;
    }

    /** How much a client likes {@code coding}, in thousandths (RFC 9110 12.5.3); 0 for not at all. */
    private static int quality(Coding coding, Fields request) {
        int any = 0;
        for (int i = request.find(FieldName.ACCEPT_ENCODING, 0);
                i >= 0;
                i = request.find(FieldName.ACCEPT_ENCODING, i + 1)) {
            int end = request.valueStart(i) + request.valueLength(i);
            for (int start = request.valueStart(i); start <= end; ) {
                int next = AcceptedCodings.endOf(request.bytes(), start, end, ',');
                if (AcceptedCodings.isNamed(request.bytes(), start, next, coding.octets)) {
                    return AcceptedCodings.thousandths(request.bytes(), start, next);
                }
                if (AcceptedCodings.isNamed(request.bytes(), start, next, ANY)) {
                    any = AcceptedCodings.thousandths(request.bytes(), start, next);
                }
                start = next + 1;
            }
        }
        return any;
    }

    private static @Nullable Throwable faultOfZstd() {
        try {
            Native.load();
            return null;
        } catch (LinkageError | RuntimeException unavailable) {
            return unavailable;
        }
    }

    /** Whether the library that it needs is there; where it is not, that is logged once. May read it from disk. */
    public boolean isAvailable() {
        return library.isThere();
    }

    /** The name in Content-Encoding. Shared, never to be changed. */
    public byte[] octets() {
        return octets;
    }

    /** Memory that a stream takes, in 256 KiB. */
    int cost() {
        return cost;
    }

    Encoder open() throws IOException {
        return opener.open();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return token;
    }
}
