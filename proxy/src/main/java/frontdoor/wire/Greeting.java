package frontdoor.wire;

import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** The first words of a server that does not wait to be asked, as those of mail, of file transfer and of shells do not. */
public final class Greeting {
    private static final int MOST = 128;
    private static final byte[] STATUS_LINE = Octets.of("HTTP/");
    private static final byte[][] KNOWN = {
        Octets.of("SSH-"), Octets.of("220 "), Octets.of("220-"), Octets.of("+OK"), Octets.of("* OK")
    };

    private Greeting() {}

    /** What is wrong with octets that came on a new connection before anything was sent; null if they are an answer of HTTP. Borrows {@code in}. */
    public static @Nullable Flaw flawOf(ByteBuf in) {
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), Math.min(in.readableBytes(), MOST));
        return beginsWith(bytes, bytes.length, STATUS_LINE)
                ? null
                : Flaw.of(Rule.GREETING, bytes, 0, StatusLineFlaw.lineEnd(bytes, bytes.length));
    }

    /** Whether the first {@code end} octets begin as one does. */
    static boolean begins(byte[] bytes, int end) {
        for (byte[] known : KNOWN) {
            if (beginsWith(bytes, end, known)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWith(byte[] bytes, int end, byte[] prefix) {
        return end >= prefix.length && Octets.equal(bytes, 0, prefix.length, prefix);
    }
}
