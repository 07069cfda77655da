package frontdoor.heads;

import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The name under which this process stands in Via: tells no host name, and differs from process to process, so that finding it in a
 * request means that the request has been here before (RFC 9110 7.6.3).
 */
public final class ViaPseudonym {
    private final byte[] name;
    private final byte[] http10;
    private final byte[] http11;
    private final byte[] http2;
    private final byte[] http3;

    ViaPseudonym(String name) {
        this.name = Octets.of(name);
        this.http10 = element(HttpVersion.HTTP_1_0, name);
        this.http11 = element(HttpVersion.HTTP_1_1, name);
        this.http2 = element(HttpVersion.HTTP_2, name);
        this.http3 = element(HttpVersion.HTTP_3, name);
    }

    private static byte[] element(HttpVersion version, String name) {
        return Octets.of(version.number() + " " + name);
    }

    public static ViaPseudonym random() {
        return new ViaPseudonym(
                "frontdoor-" + Integer.toHexString(ThreadLocalRandom.current().nextInt() | 0x10000000));
    }

    /** The element for a message received with this version. */
    byte[] element(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> http10;
            case HTTP_1_1 -> http11;
            case HTTP_2 -> http2;
            case HTTP_3 -> http3;
        };
    }

    /** Whether a Via field's value names this process. */
    boolean isIn(byte[] bytes, int start, int length) {
        for (int at = start; at <= start + length - name.length; at++) {
            if (Octets.equal(bytes, at, name.length, name)) {
                return true;
            }
        }
        return false;
    }
}
