package frontdoor.wire;

import frontdoor.http.Authority;
import frontdoor.http.AuthorityReader;
import frontdoor.http.Expectation;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.HttpVersion;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads request heads strictly (RFC 9112 3 to 6): one per client connection, reused from request to request.
 *
 * <p>After {@link Progress#DONE} the head holds what RequestHead promises. Host has become the authority; Content-Length,
 * Transfer-Encoding and Expect are understood and taken out. All other fields stay, Connection included. After {@link Progress#FAILED}
 * the head holds what was understood so far, for the log and for the site's policy, and what is wrong.
 *
 * <h2>Buffers</h2>
 *
 * Octets of the head are copied out of the input, which is never retained.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class RequestReader {
    private static final int PIECE = 1024;

    private enum State {
        REQUEST_LINE,
        FIELDS,
        DONE,
        FAILED
    }

    private final AuthorityReader authorities = new AuthorityReader();
    private final RequestLine requestLine;
    private final FieldLines lines;
    private final FramingFields framing = new FramingFields(Grammar.REQUEST);
    private final ConnectionOptions connection = new ConnectionOptions();
    private final WebsocketHandshake handshake = new WebsocketHandshake();

    private State state = State.REQUEST_LINE;
    private Failure failure = Failure.MALFORMED_REQUEST;
    private boolean hostSeen;
    private boolean badExpectation;
    private boolean keepAlive;

    /** A reader for one connection. */
    public RequestReader(HeadLimits limits) {
        requestLine = new RequestLine(limits.requestLine(), authorities);
        lines = new FieldLines(limits.headerSize(), limits.headerCount(), Grammar.REQUEST);
        reset();
    }

    /** Prepares for the next request; the caller has cleared the head. */
    public void reset() {
        state = State.REQUEST_LINE;
        requestLine.reset();
        framing.reset();
        connection.reset();
        handshake.reset();
        hostSeen = false;
        badExpectation = false;
        keepAlive = false;
    }

    /** Whether an octet of this head was received; an empty line before it does not count. */
    public boolean started() {
        return requestLine.started();
    }

    /**
     * Reads on. Borrows {@code in} for the call and advances its reader index past what was taken: after {@link Progress#DONE} it stands
     * at the first octet of the body or of the next request. Every call for one request gets the same head.
     */
    public Progress read(ByteBuf in, RequestHead head) {
        Fields fields = head.fields();
        Progress progress = progress();
        while (progress == Progress.MORE && in.isReadable()) {
            int length = Math.min(in.readableBytes(), PIECE);
            int at = fields.reserve(length);
            in.readBytes(fields.bytes(), at, length);
            progress = parse(head);
        }
        if (state == State.DONE && fields.end() > lines.position()) {
            in.readerIndex(in.readerIndex() - (fields.end() - lines.position()));
            fields.truncate(lines.position());
        }
        return progress;
    }

    /** Why, after {@link Progress#FAILED}. */
    public Failure failure() {
        return failure;
    }

    /** After {@link Progress#DONE}: NONE, LENGTH (then {@link RequestHead#bodyLength()} tells) or CHUNKED. */
    public BodyFraming framing() {
        if (framing.chunked()) {
            return BodyFraming.CHUNKED;
        }
        return framing.length() > 0 ? BodyFraming.LENGTH : BodyFraming.NONE;
    }

    /** After {@link Progress#DONE}: whether the client wants to keep the connection, by version and Connection (RFC 9112 9.3). */
    public boolean keepAlive() {
        return keepAlive;
    }

    private Progress progress() {
        return switch (state) {
            case REQUEST_LINE, FIELDS -> Progress.MORE;
            case DONE -> Progress.DONE;
            case FAILED -> Progress.FAILED;
        };
    }

    private Progress parse(RequestHead head) {
        if (state == State.REQUEST_LINE) {
            Progress progress = requestLine.read(head);
            if (progress != Progress.DONE) {
                return progress == Progress.FAILED
                        ? fail(head, requestLine.failure(), requestLine.flaw(head))
                        : progress;
            }
            lines.reset(requestLine.position());
            state = State.FIELDS;
        }
        return parseFields(head);
    }

    private Progress parseFields(RequestHead head) {
        Progress progress;
        FieldLines.Step step;
        do {
            step = lines.next(head.fields());
            progress = switch (step) {
                case MORE -> Progress.MORE;
                case FIELD -> onField(head, head.fields().size() - 1);
                case END -> onEnd(head);
                case MALFORMED -> fail(head, Failure.MALFORMED_REQUEST, lines.flaw(head.fields()));
                case TOO_LARGE -> fail(head, Failure.HEADER_TOO_LARGE, Flaw.of(Rule.TOO_LARGE));
            };
        } while (step == FieldLines.Step.FIELD && progress == Progress.MORE);
        return progress;
    }

    private Progress onField(RequestHead head, int i) {
        Failure problem = understand(head, i);
        return problem == null ? Progress.MORE : fail(head, problem, Flaw.ofValue(ruleOf(problem), head.fields(), i));
    }

    private Rule ruleOf(Failure problem) {
        if (problem != Failure.BAD_HOST) {
            return framing.broken();
        }
        return hostSeen ? Rule.HOST_TWICE : Rule.HOST;
    }

    private @Nullable Failure understand(RequestHead head, int i) {
        Fields fields = head.fields();
        switch (fields.name(i)) {
            case HOST -> {
                fields.remove(i);
                return onHost(head, i);
            }
            case CONTENT_LENGTH -> {
                fields.remove(i);
                return framing.onContentLength(fields, i);
            }
            case TRANSFER_ENCODING -> {
                fields.remove(i);
                return framing.onTransferEncoding(fields, i, head.version());
            }
            case EXPECT -> {
                fields.remove(i);
                onExpect(head, i);
            }
            case CONNECTION -> connection.onConnection(fields, i);
            case UPGRADE -> handshake.onUpgrade(fields, i);
            case SEC_WEBSOCKET_KEY -> handshake.onKey(fields, i);
            default -> {}
        }
        return null;
    }

    private @Nullable Failure onHost(RequestHead head, int i) {
        Fields fields = head.fields();
        Authority authority = authorities.read(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        if (authority == null || hostSeen) {
            head.setAuthority(null);
            return Failure.BAD_HOST;
        }
        hostSeen = true;
        if (!requestLine.absoluteForm()) {
            head.setAuthority(authority);
        }
        return null;
    }

    private void onExpect(RequestHead head, int i) {
        // RFC 9110 10.1.1: a server ignores what a client of HTTP/1.0 expects.
        if (head.version() == HttpVersion.HTTP_1_1) {
            switch (Expectation.read(head.fields(), i)) {
                case NOTHING -> {}
                case CONTINUE -> head.setExpectsContinue(true);
                case UNKNOWN -> badExpectation = true;
            }
        }
    }

    private Progress onEnd(RequestHead head) {
        if (!hostSeen && head.version() == HttpVersion.HTTP_1_1) {
            // RFC 9112 3.2: also with an absolute target.
            head.setAuthority(null);
            return fail(head, Failure.BAD_HOST, Flaw.of(Rule.NO_HOST));
        }
        if (badExpectation) {
            return fail(head, Failure.EXPECTATION_FAILED, Flaw.of(Rule.EXPECTATION));
        }
        head.setBodyLength(framing.chunked() ? RequestHead.UNKNOWN_LENGTH : Math.max(0, framing.length()));
        head.setWebsocketUpgrade(handshake.matches(head, connection));
        keepAlive = connection.persists(head.version());
        state = State.DONE;
        return Progress.DONE;
    }

    private Progress fail(RequestHead head, Failure why, @Nullable Flaw flaw) {
        failure = why;
        head.setFlaw(flaw);
        state = State.FAILED;
        return Progress.FAILED;
    }
}
