package frontdoor.tls;

import java.nio.charset.Charset;
import java.util.Arrays;

/** A cursor over bytes in TLS presentation language (RFC 8446 3) that never reads past its end. */
final class TlsBytes {
    private final byte[] bytes;
    private final int end;
    private int at;

    TlsBytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int remaining() {
        return end - at;
    }

    int uint8() throws Broken {
        require(remaining() >= 1, "a field that is cut short");
        return bytes[at++] & 0xff;
    }

    int uint16() throws Broken {
        return uint8() << 8 | uint8();
    }

    void skip(int count) throws Broken {
        require(remaining() >= count, "a field that is cut short");
        at += count;
    }

    TlsBytes vector8() throws Broken {
        return take(uint8());
    }

    TlsBytes vector16() throws Broken {
        return take(uint16());
    }

    byte[] octets(int count) throws Broken {
        int from = at;
        skip(count);
        return Arrays.copyOfRange(bytes, from, at);
    }

    String text(Charset charset) {
        return new String(bytes, at, remaining(), charset);
    }

    void require(boolean holds, String otherwise) throws Broken {
        if (!holds) {
            throw new Broken(otherwise);
        }
    }

    private TlsBytes take(int length) throws Broken {
        int from = at;
        skip(length);
        return new TlsBytes(bytes, from, at);
    }

    /** The bytes are no well-formed message; carries no stack trace, since clients cause it at will. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        Broken(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
