package frontdoor.wire;

import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.Rule;

/**
 * Reads what stands between the octets of a chunked body (RFC 9112 7.1), octet by octet: sizes, extensions, line ends. Nothing is
 * lenient in requests, since two parsers that see a chunk end at different places are a smuggled request. In responses LF may end a line,
 * and blanks may fill a size up, as old servers write it (RFC 2616 2.1).
 */
final class ChunkFraming {
    /** The part of the framing that the next octets are. */
    enum Part {
        /** More of the framing. */
        FRAMING,
        /** Octets of the body: {@link #size()} of them. */
        DATA,
        /** The trailer section. */
        TRAILERS,
        /** Not chunked framing, or over its limits. */
        BROKEN
    }

    private enum State {
        DATA_CR,
        DATA_LF,
        SIZE_START,
        SIZE,
        PADDING,
        EXTENSION_START,
        EXTENSION_NAME,
        EXTENSION_VALUE_START,
        EXTENSION_TOKEN,
        EXTENSION_QUOTED,
        EXTENSION_ESCAPED,
        EXTENSION_END,
        LF
    }

    private static final int MAX_DIGITS = 16;
    private static final int MAX_EXTENSIONS = 4096;
    private static final int MAX_PADDING = 256;

    private final boolean lenient;
    private State state = State.SIZE_START;
    private long size;
    private int digits;
    private int padding;
    private int extensionOctets;
    private boolean mended;
    private byte last;

    ChunkFraming(Grammar grammar) {
        lenient = grammar == Grammar.RESPONSE;
    }

    /** Prepares for the next body. */
    void reset() {
        state = State.SIZE_START;
        extensionOctets = 0;
        mended = false;
    }

    /** Whether something was taken that is not as it should be. */
    boolean mended() {
        return mended;
    }

    /** What is wrong, after {@link Part#BROKEN}. */
    Flaw flaw() {
        Rule rule = switch (state) {
            case DATA_CR, DATA_LF -> Rule.CHUNK_END;
            case SIZE_START, SIZE, PADDING -> Rule.CHUNK_SIZE;
            case LF -> Rule.BARE_CR;
            case EXTENSION_START,
                    EXTENSION_NAME,
                    EXTENSION_VALUE_START,
                    EXTENSION_TOKEN,
                    EXTENSION_QUOTED,
                    EXTENSION_ESCAPED,
                    EXTENSION_END -> Rule.CHUNK_EXTENSION;
        };
        return Flaw.of(rule, new byte[] {last}, 0, 1);
    }

    /** After {@link Part#DATA}: octets of the chunk. */
    long size() {
        return size;
    }

    /** The octets of the chunk have been taken. */
    void onDataEnd() {
        state = State.DATA_CR;
    }

    /** Takes one octet. */
    Part take(byte b) {
        Part part = advance(b);
        if (part == Part.BROKEN) {
            last = b;
        }
        return part;
    }

    private Part advance(byte b) {
        return switch (state) {
            case DATA_CR -> b == '\n' && lenient ? onMended(State.SIZE_START) : expect(b, '\r', State.DATA_LF);
            case DATA_LF -> expect(b, '\n', State.SIZE_START);
            case SIZE_START -> onSizeStart(b);
            case SIZE -> isDigit(b) ? onDigit(b) : onDigitsEnd(b);
            case PADDING -> onPadding(b);
            case LF -> onLineFeed(b);
            case EXTENSION_START,
                    EXTENSION_NAME,
                    EXTENSION_VALUE_START,
                    EXTENSION_TOKEN,
                    EXTENSION_QUOTED,
                    EXTENSION_ESCAPED,
                    EXTENSION_END -> onExtension(b);
        };
    }

    private Part to(State next) {
        state = next;
        return Part.FRAMING;
    }

    private Part expect(byte b, char expected, State next) {
        return b == expected ? to(next) : Part.BROKEN;
    }

    private Part onSizeStart(byte b) {
        size = 0;
        digits = 0;
        state = State.SIZE;
        return isDigit(b) ? onDigit(b) : Part.BROKEN;
    }

    private Part onDigit(byte b) {
        digits++;
        size = size << 4 | Character.digit(b, 16);
        // 16 digits fill the 64 bits, so a size over 63 bits shows as a negative number.
        return digits > MAX_DIGITS || size < 0 ? Part.BROKEN : Part.FRAMING;
    }

    private Part onDigitsEnd(byte b) {
        padding = 0;
        return lenient && Octets.isBlank(b) ? onMended(State.PADDING) : onSizeEnd(b);
    }

    private Part onPadding(byte b) {
        if (!Octets.isBlank(b)) {
            return onSizeEnd(b);
        }
        padding++;
        return padding > MAX_PADDING ? Part.BROKEN : Part.FRAMING;
    }

    private Part onMended(State next) {
        mended = true;
        return to(next);
    }

    private Part onSizeEnd(byte b) {
        return switch (b) {
            case ';' -> to(State.EXTENSION_START);
            case '\r' -> to(State.LF);
            case '\n' -> lenient ? onBareLineFeed(b) : Part.BROKEN;
            default -> Part.BROKEN;
        };
    }

    private Part onBareLineFeed(byte b) {
        mended = true;
        return onLineFeed(b);
    }

    private Part onLineFeed(byte b) {
        if (b != '\n') {
            return Part.BROKEN;
        }
        return size == 0 ? Part.TRAILERS : Part.DATA;
    }

    private Part onExtension(byte b) {
        extensionOctets++;
        if (extensionOctets > MAX_EXTENSIONS) {
            return Part.BROKEN;
        }
        return switch (state) {
            case EXTENSION_START -> Octets.isTchar(b) ? to(State.EXTENSION_NAME) : Part.BROKEN;
            case EXTENSION_NAME -> onName(b);
            case EXTENSION_VALUE_START -> onValueStart(b);
            case EXTENSION_TOKEN -> Octets.isTchar(b) ? Part.FRAMING : onSizeEnd(b);
            case EXTENSION_QUOTED -> onQuoted(b);
            case EXTENSION_ESCAPED -> Octets.isFieldValueOctet(b) ? to(State.EXTENSION_QUOTED) : Part.BROKEN;
            case EXTENSION_END -> onSizeEnd(b);
            case DATA_CR, DATA_LF, SIZE_START, SIZE, PADDING, LF -> Part.BROKEN;
        };
    }

    private Part onName(byte b) {
        if (b == '=') {
            return to(State.EXTENSION_VALUE_START);
        }
        return Octets.isTchar(b) ? Part.FRAMING : onSizeEnd(b);
    }

    private Part onValueStart(byte b) {
        if (b == '"') {
            return to(State.EXTENSION_QUOTED);
        }
        return Octets.isTchar(b) ? to(State.EXTENSION_TOKEN) : Part.BROKEN;
    }

    private Part onQuoted(byte b) {
        return switch (b) {
            case '"' -> to(State.EXTENSION_END);
            case '\\' -> to(State.EXTENSION_ESCAPED);
            default -> Octets.isFieldValueOctet(b) ? Part.FRAMING : Part.BROKEN;
        };
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
    }
}
