package frontdoor.wire;

import frontdoor.http.Fields;
import io.netty.buffer.ByteBuf;

/**
 * Reads a trailer section with the rules of header fields and drops it: merging it into a head is how forbidden fields get past a
 * front door (RFC 9112 7.1.2).
 */
final class Trailers {
    private static final int MAX_SIZE = 8 * 1024;
    private static final int MAX_COUNT = 128;
    private static final int PIECE = 64;

    private final FieldLines lines = new FieldLines(MAX_SIZE, MAX_COUNT);
    private final Fields fields = new Fields(PIECE);

    /** Prepares for the next section. */
    void reset() {
        fields.clear();
        lines.reset(0);
    }

    /** Reads on. Borrows {@code in} for the call; after {@link Progress#DONE} it stands behind the section. */
    Progress read(ByteBuf in) {
        while (in.isReadable()) {
            int length = Math.min(in.readableBytes(), PIECE);
            int at = fields.reserve(length);
            in.readBytes(fields.bytes(), at, length);
            FieldLines.Step step = skipLines();
            if (step == FieldLines.Step.END) {
                in.readerIndex(in.readerIndex() - (fields.end() - lines.position()));
                return Progress.DONE;
            }
            if (step != FieldLines.Step.MORE) {
                return Progress.FAILED;
            }
        }
        return Progress.MORE;
    }

    private FieldLines.Step skipLines() {
        FieldLines.Step step = lines.next(fields);
        while (step == FieldLines.Step.FIELD) {
            step = lines.next(fields);
        }
        return step;
    }
}
