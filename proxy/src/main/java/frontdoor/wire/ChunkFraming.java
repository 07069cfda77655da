package frontdoor.wire;

import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.Rule;

/**
 * Reads what stands between the octets of a chunked body (RFC 9112 7.1), octet by octet: sizes, extensions, line ends. Nothing is
 * lenient in requests, since two parsers that see a chunk end at different places are a smuggled request. In responses LF may end a line,
 * any number of zeros may lead a size, blanks may fill it up, as old servers write it (RFC 2616 2.1), or stand in extensions (RFC 9112
 * 7.1.1), and an extension, or its value, may be empty.
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
        EXTENSION_NAME_END,
        EXTENSION_VALUE_START,
        EXTENSION_TOKEN,
        EXTENSION_QUOTED,
        EXTENSION_ESCAPED,
        EXTENSION_END,
        LF
    }

    private static final int MAX_DIGITS = 16;
    private static final int MAX_FILLED_SIZE = 256;
    private static final int MAX_EXTENSIONS = 4096;

    private final boolean lenient;
    private State state = State.SIZE_START;
    private long size;
    private int sizeOctets;
    private long extensionOctets;
    private long extensionOctetsBefore;
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
                    EXTENSION_NAME_END,
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
                    EXTENSION_NAME_END,
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
        sizeOctets = 0;
        extensionOctetsBefore = lenient ? extensionOctets : 0;
        state = State.SIZE;
        return isDigit(b) ? onDigit(b) : Part.BROKEN;
    }

    private Part onDigit(byte b) {
        sizeOctets++;
        if (size > Long.MAX_VALUE >> 4 || sizeOctets > (lenient ? MAX_FILLED_SIZE : MAX_DIGITS)) {
            return Part.BROKEN;
        }
        size = size << 4 | Character.digit(b, 16);
        mended |= sizeOctets > MAX_DIGITS;
        return Part.FRAMING;
    }

    private Part onDigitsEnd(byte b) {
        return isFilling(b) ? onPadding(b) : onSizeEnd(b);
    }

    private Part onPadding(byte b) {
        if (!isFilling(b)) {
            return onSizeEnd(b);
        }
        sizeOctets++;
        return sizeOctets > MAX_FILLED_SIZE ? Part.BROKEN : onMended(State.PADDING);
    }

    private boolean isFilling(byte b) {
        return lenient && Octets.isBlank(b);
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
        // In requests a limit of the whole body; an answer may have an extension in every chunk, and no end.
        if (extensionOctets - extensionOctetsBefore > MAX_EXTENSIONS) {
            return Part.BROKEN;
        }
        mended |= extensionOctets > MAX_EXTENSIONS;
        return switch (state) {
            case EXTENSION_START -> Octets.isTchar(b) ? to(State.EXTENSION_NAME) : onEmpty(b);
            case EXTENSION_NAME -> Octets.isTchar(b) ? Part.FRAMING : onNameEnd(b);
            case EXTENSION_NAME_END -> onNameEnd(b);
            case EXTENSION_VALUE_START -> onValueStart(b);
            case EXTENSION_TOKEN -> Octets.isTchar(b) ? Part.FRAMING : onValueEnd(b);
            case EXTENSION_QUOTED -> onQuoted(b);
            case EXTENSION_ESCAPED -> Octets.isFieldValueOctet(b) ? to(State.EXTENSION_QUOTED) : Part.BROKEN;
            case EXTENSION_END -> onValueEnd(b);
            case DATA_CR, DATA_LF, SIZE_START, SIZE, PADDING, LF -> Part.BROKEN;
        };
    }

    private Part onNameEnd(byte b) {
        if (b == '=') {
            return to(State.EXTENSION_VALUE_START);
        }
        return isFilling(b) ? onMended(State.EXTENSION_NAME_END) : onSizeEnd(b);
    }

    private Part onValueEnd(byte b) {
        return isFilling(b) ? onMended(State.EXTENSION_END) : onSizeEnd(b);
    }

    /** Where a name or a value has to begin. */
    private Part onEmpty(byte b) {
        if (!lenient) {
            return Part.BROKEN;
        }
        mended = true;
        return Octets.isBlank(b) ? Part.FRAMING : onSizeEnd(b);
    }

    private Part onValueStart(byte b) {
        if (b == '"') {
            return to(State.EXTENSION_QUOTED);
        }
        return Octets.isTchar(b) ? to(State.EXTENSION_TOKEN) : onEmpty(b);
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
