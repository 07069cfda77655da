package frontdoor.pairs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Decodes the octets of a PEM file: ASCII, with or without a byte order mark, or UTF-16 as some editors and shells write it. */
final class PemText {
    private PemText() {}

    /** The text; octets beyond ASCII, which can stand around blocks only, come out as they may. */
    static String decode(byte[] octets) {
        return new String(octets, charset(octets));
    }

    private static Charset charset(byte[] octets) {
        int mark = octets.length < 2 ? 0 : (octets[0] & 0xff) << 8 | octets[1] & 0xff;
        return mark == 0xfffe || mark == 0xfeff ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
    }
}
