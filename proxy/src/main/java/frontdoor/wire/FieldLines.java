package frontdoor.wire;

import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Octets;

/**
 * Reads the lines of a header or trailer section (RFC 9112 5) that stand, as far as they have arrived, in the octets of a
 * {@link Fields}. No leniency in requests: no folded line, no blank before the colon, no bare LF, no control octet. The rest of a folded
 * line is left out where nobody wants the value: in trailers of responses.
 */
final class FieldLines {
    /** The meaning of the next octets. */
    enum Step {
        /** Not enough to tell. */
        MORE,
        /** A line: its field is the last one of the block. */
        FIELD,
        /** The empty line: {@link #position()} stands behind it. */
        END,
        /** Not a field line. */
        MALFORMED,
        /** More octets or lines than allowed. */
        TOO_LARGE
    }

    private enum State {
        LINE_START,
        NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        VALUE,
        VALUE_LF,
        END_LF
    }

    private final int maxSize;
    private final int maxCount;
    private final boolean lenient;
    private final boolean folds;

    private State state = State.LINE_START;
    private int position;
    private int limit;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private boolean folded;
    private boolean mended;

    /**
     * Limits of every section it will read.
     *
     * @param maxSize octets of all lines with their ends, without the empty line
     * @param maxCount lines
     */
    FieldLines(int maxSize, int maxCount, Grammar grammar) {
        this(maxSize, maxCount, grammar, false);
    }

    private FieldLines(int maxSize, int maxCount, Grammar grammar, boolean folds) {
        this.maxSize = maxSize;
        this.maxCount = maxCount;
        this.lenient = grammar == Grammar.RESPONSE;
        this.folds = folds && lenient;
    }

    /** The same of sections that will be dropped. */
    static FieldLines ofTrailers(int maxSize, int maxCount, Grammar grammar) {
        return new FieldLines(maxSize, maxCount, grammar, true);
    }

    /** Prepares for a section that starts at this index of the block. */
    void reset(int start) {
        state = State.LINE_START;
        position = start;
        limit = start + maxSize + 2;
        folded = false;
        mended = false;
    }

    /** Where reading goes on. */
    int position() {
        return position;
    }

    /** Whether a line was taken that is not as it should be. */
    boolean mended() {
        return mended;
    }

    /** What is wrong, after {@link Step#MALFORMED}. */
    Flaw flaw(Fields fields) {
        return FieldLineFlaw.find(fields, nameStart);
    }

    /** Reads to the end of one line, or of what there is. */
    Step next(Fields fields) {
        byte[] bytes = fields.bytes();
        int stop = Math.min(fields.end(), limit);
        if (state == State.LINE_START && isWholeLine(bytes, stop)) {
            return onLineEnd(fields, bytes);
        }
        while (position < stop) {
            Step step = advance(fields, bytes, stop);
            if (step != Step.MORE) {
                return step;
            }
        }
        return position == limit ? Step.TOO_LARGE : Step.MORE;
    }

    /** The usual case without a step per part; anything incomplete or odd is left to the steps, which start at the line again. */
    private boolean isWholeLine(byte[] bytes, int stop) {
        int colon = Scan.token(bytes, position, stop);
        if (colon == position || colon == stop || bytes[colon] != ':') {
            return false;
        }
        int from = Scan.blanks(bytes, colon + 1, stop);
        int to = Scan.value(bytes, from, stop);
        if (to + 1 >= stop || bytes[to] != '\r' || bytes[to + 1] != '\n') {
            return false;
        }
        nameStart = position;
        nameEnd = colon;
        valueStart = from;
        valueEnd = to;
        position = to + 1;
        return true;
    }

    private Step advance(Fields fields, byte[] bytes, int stop) {
        return switch (state) {
            case LINE_START -> onLineStart(fields, bytes);
            case NAME -> onName(bytes, stop);
            case AFTER_NAME -> onBlanksBeforeColon(bytes, stop);
            case BEFORE_VALUE -> onBlanks(bytes, stop);
            case VALUE -> onValue(fields, bytes, stop);
            case VALUE_LF -> bytes[position] == '\n' ? onLineEnd(fields, bytes) : Step.MALFORMED;
            case END_LF -> bytes[position++] == '\n' ? Step.END : Step.MALFORMED;
        };
    }

    private Step onLineStart(Fields fields, byte[] bytes) {
        nameStart = position;
        if (bytes[position] == '\r') {
            position++;
            state = State.END_LF;
        } else if (bytes[position] == '\n' && lenient) {
            mended = true;
            position++;
            return Step.END;
        } else if (folds && fields.size() > 0 && Octets.isBlank(bytes[position])) {
            mended = true;
            folded = true;
            state = State.VALUE;
        } else {
            state = State.NAME;
        }
        return Step.MORE;
    }

    private Step onName(byte[] bytes, int stop) {
        int i = Scan.token(bytes, position, stop);
        position = i;
        if (i == stop) {
            return Step.MORE;
        }
        if (i == nameStart) {
            return Step.MALFORMED;
        }
        nameEnd = i;
        if (bytes[i] == ':') {
            return onColon();
        }
        if (!lenient || !Octets.isBlank(bytes[i])) {
            return Step.MALFORMED;
        }
        // RFC 9112 5.1: a proxy removes blanks before the colon from responses.
        mended = true;
        state = State.AFTER_NAME;
        return Step.MORE;
    }

    private Step onBlanksBeforeColon(byte[] bytes, int stop) {
        position = Scan.blanks(bytes, position, stop);
        if (position == stop) {
            return Step.MORE;
        }
        return bytes[position] == ':' ? onColon() : Step.MALFORMED;
    }

    private Step onColon() {
        position++;
        state = State.BEFORE_VALUE;
        return Step.MORE;
    }

    private Step onBlanks(byte[] bytes, int stop) {
        int i = Scan.blanks(bytes, position, stop);
        position = i;
        if (i < stop) {
            valueStart = i;
            state = State.VALUE;
        }
        return Step.MORE;
    }

    private Step onValue(Fields fields, byte[] bytes, int stop) {
        int i = Scan.value(bytes, position, stop);
        position = i;
        if (i == stop) {
            return Step.MORE;
        }
        if (bytes[i] != '\r') {
            return onOddValueEnd(fields, bytes);
        }
        valueEnd = i;
        position = i + 1;
        state = State.VALUE_LF;
        return Step.MORE;
    }

    private Step onOddValueEnd(Fields fields, byte[] bytes) {
        if (!lenient || bytes[position] != '\n') {
            return Step.MALFORMED;
        }
        // RFC 9112 2.2: a recipient may take LF alone for a line end.
        mended = true;
        valueEnd = position;
        return onLineEnd(fields, bytes);
    }

    private Step onLineEnd(Fields fields, byte[] bytes) {
        if (folded) {
            folded = false;
            position++;
            state = State.LINE_START;
            return Step.MORE;
        }
        if (fields.size() == maxCount) {
            return Step.TOO_LARGE;
        }
        int end = valueEnd;
        while (end > valueStart && Octets.isBlank(bytes[end - 1])) {
            end--;
        }
        fields.addAt(nameStart, nameEnd - nameStart, valueStart, end - valueStart);
        position++;
        state = State.LINE_START;
        return Step.FIELD;
    }
}
