package frontdoor.wire;

import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.Method;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads response heads (RFC 9112 4 to 6) by the grammar {@link Grammar#RESPONSE}: one per upstream connection, reused from response to
 * response.
 *
 * <p>Content-Length and Transfer-Encoding are understood and taken out; all other fields stay, Connection included.
 *
 * <h2>Buffers</h2>
 *
 * Octets of the head are copied out of the input, which is never retained.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class ResponseReader {
    private static final int PIECE = 1024;

    private enum State {
        START,
        STATUS_LINE,
        FIELDS,
        DONE,
        FAILED
    }

    private final StatusLine statusLine;
    private final FieldLines lines;
    private final FramingFields framing = new FramingFields(Grammar.RESPONSE);
    private final ConnectionOptions connection = new ConnectionOptions();

    private State state = State.START;
    private Method requestMethod = Method.GET;
    private boolean upgradeRequested;
    private BodyFraming bodyFraming = BodyFraming.NONE;
    private boolean mended;
    private Flaw flaw = Flaw.of(Rule.STATUS_LINE);

    /** A reader for one connection. */
    public ResponseReader(HeadLimits limits) {
        statusLine = new StatusLine(limits.requestLine());
        lines = new FieldLines(limits.headerSize(), limits.headerCount(), Grammar.RESPONSE);
    }

    /**
     * Prepares for the response to a request; interim heads need no reset in between.
     *
     * @param requestMethod decides whether a body can follow (RFC 9112 6.3)
     * @param upgradeRequested whether 101 is an answer to this request (RFC 9110 15.2.2)
     */
    public void reset(Method requestMethod, boolean upgradeRequested) {
        this.requestMethod = requestMethod;
        this.upgradeRequested = upgradeRequested;
        state = State.START;
        mended = false;
    }

    /** Whether an octet of the next head was received; false again after an interim head. */
    public boolean started() {
        return state != State.START;
    }

    /**
     * Reads on. Borrows {@code in} for the call and advances its reader index past what was taken. Each interim head is
     * {@link Progress#DONE} of its own; the next call then begins the next head and resets {@code head} itself. Every call for one
     * response gets the same head.
     */
    public Progress read(ByteBuf in, ResponseHead head) {
        Fields fields = head.fields();
        Progress progress = progress();
        while (progress == Progress.MORE && in.isReadable()) {
            if (state == State.START) {
                toStatusLine(head);
            }
            int length = Math.min(in.readableBytes(), PIECE);
            int at = fields.reserve(length);
            in.readBytes(fields.bytes(), at, length);
            progress = parse(head);
        }
        if (progress == Progress.DONE && fields.end() > lines.position()) {
            in.readerIndex(in.readerIndex() - (fields.end() - lines.position()));
            fields.truncate(lines.position());
        }
        return progress;
    }

    /** What is wrong, after {@link Progress#FAILED}. */
    public Flaw flaw() {
        return flaw;
    }

    /** After {@link Progress#DONE}. TUNNEL after 101; NONE for an answer to HEAD, 1xx, 204, 304 and a length of 0. */
    public BodyFraming framing() {
        return bodyFraming;
    }

    /**
     * After {@link Progress#DONE}: whether the backend keeps the connection, by version and Connection (RFC 9112 9.3); never after a head that
     * is not as it should be.
     */
    public boolean keepAlive() {
        return !mended
                && connection.persists(statusLine.version())
                && bodyFraming != BodyFraming.UNTIL_CLOSE
                && bodyFraming != BodyFraming.TUNNEL;
    }

    private Progress progress() {
        return switch (state) {
            case START, STATUS_LINE, FIELDS -> Progress.MORE;
            case DONE -> Progress.DONE;
            case FAILED -> Progress.FAILED;
        };
    }

    private void toStatusLine(ResponseHead head) {
        head.reset(0);
        statusLine.reset();
        framing.reset();
        connection.reset();
        state = State.STATUS_LINE;
    }

    private Progress parse(ResponseHead head) {
        if (state == State.STATUS_LINE) {
            Progress progress = statusLine.read(head);
            if (progress != Progress.DONE) {
                return progress == Progress.FAILED ? toFailed(StatusLineFlaw.find(head.fields())) : progress;
            }
            lines.reset(statusLine.position());
            state = State.FIELDS;
        }
        return parseFields(head);
    }

    private Progress parseFields(ResponseHead head) {
        while (true) {
            switch (lines.next(head.fields())) {
                case MORE -> {
                    return Progress.MORE;
                }
                case END -> {
                    return onEnd(head);
                }
                case FIELD -> {
                    int last = head.fields().size() - 1;
                    if (onField(head.fields(), last) != null) {
                        return toFailed(Flaw.ofValue(framing.broken(), head.fields(), last));
                    }
                }
                case MALFORMED -> {
                    return toFailed(lines.flaw(head.fields()));
                }
                case TOO_LARGE -> {
                    return toFailed(Flaw.of(Rule.TOO_LARGE));
                }
            }
        }
    }

    private @Nullable Failure onField(Fields fields, int i) {
        switch (fields.name(i)) {
            case CONTENT_LENGTH -> {
                fields.remove(i);
                return framing.onContentLength(fields, i);
            }
            case TRANSFER_ENCODING -> {
                fields.remove(i);
                return framing.onTransferEncoding(fields, i, statusLine.version());
            }
            case CONNECTION -> connection.onConnection(fields, i);
            default -> {}
        }
        return null;
    }

    private Progress onEnd(ResponseHead head) {
        if (head.status() == 101 && !upgradeRequested) {
            return toFailed(Flaw.of(Rule.UNASKED_UPGRADE));
        }
        mended |= statusLine.mended() || lines.mended() || framing.mended();
        head.setBodyLength(bodyless(head.status()) ? 0 : framing.length());
        bodyFraming = decideFraming(head.status());
        state = head.interim() ? State.START : State.DONE;
        return Progress.DONE;
    }

    /** Whether the status has no content and no field about it (RFC 9110 8.6). */
    private static boolean bodyless(int status) {
        return status < 200 || status == 204;
    }

    /** RFC 9112 6.3. */
    private BodyFraming decideFraming(int status) {
        if (status == 101) {
            return BodyFraming.TUNNEL;
        }
        if (bodyless(status) || status == 304 || requestMethod == Method.HEAD || framing.length() == 0) {
            return BodyFraming.NONE;
        }
        if (framing.chunked()) {
            return BodyFraming.CHUNKED;
        }
        return framing.length() > 0 ? BodyFraming.LENGTH : BodyFraming.UNTIL_CLOSE;
    }

    private Progress toFailed(Flaw why) {
        flaw = why;
        state = State.FAILED;
        return Progress.FAILED;
    }
}
