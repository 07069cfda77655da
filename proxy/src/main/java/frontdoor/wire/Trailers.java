package frontdoor.wire;

import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trailer section with the rules of header fields and drops it: merging it into a head is how forbidden fields get past a
 * front door (RFC 9112 7.1.2).
 */
final class Trailers {
    private static final int MAX_SIZE = 8 * 1024;
    private static final int MAX_COUNT = 128;
    private static final int PIECE = 64;

    private final FieldLines lines;
    private final Fields fields = new Fields(PIECE);
    private @Nullable Flaw flaw;

    Trailers(Grammar grammar) {
        lines = FieldLines.ofTrailers(MAX_SIZE, MAX_COUNT, grammar);
    }

    /** Prepares for the next section. */
    void reset() {
        fields.clear();
        lines.reset(0);
        flaw = null;
    }

    /** Whether a line was taken that is not as it should be. */
    boolean mended() {
        return lines.mended();
    }

    /** What is wrong, after {@link Progress#FAILED}. */
    @Nullable
    Flaw flaw() {
        return flaw;
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
                flaw = step == FieldLines.Step.TOO_LARGE ? Flaw.of(Rule.TOO_LARGE) : lines.flaw(fields);
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
