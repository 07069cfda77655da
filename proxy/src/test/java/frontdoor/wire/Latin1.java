package frontdoor.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Octets as text, one character each. */
final class Latin1 {
    private Latin1() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(octets(text));
    }

    static String text(ByteBuf buffer) {
        return buffer.toString(StandardCharsets.ISO_8859_1);
    }
}
