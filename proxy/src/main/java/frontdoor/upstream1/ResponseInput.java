package frontdoor.upstream1;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.MediaType;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import frontdoor.wire.BodyFraming;
import frontdoor.wire.BodyReader;
import frontdoor.wire.Grammar;
import frontdoor.wire.ResponseReader;
import frontdoor.wire.WebsocketKey;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the responses of one connection and tells them as events. Whoever hears of an event may give the exchange up, so the
 * stream is asked before each one.
 *
 * <h2>Buffers</h2>
 *
 * Pieces of a body are retained slices of what was read.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ResponseInput {
    /** More interim heads than this are an attack or a fault. */
    private static final int MAX_INTERIM = 64;

    private static final byte[] WEBSOCKET = Octets.of("websocket");
    private static final byte[] NO_ACCEPT = {};

    private enum State {
        HEAD,
        BODY,
        TUNNEL,
        COMPLETE
    }

    private final Http1UpstreamStream stream;
    private final RequestOutput request;
    private final StreamOwner owner;
    private final ResponseReader reader;
    private final BodyReader body = new BodyReader(Grammar.RESPONSE);
    private final ResponseHead head = new ResponseHead();
    private State state = State.HEAD;
    private boolean upgradeRequested;
    /** What a switch has to prove, where the key is ours: a client of HTTP/2 never sees the proof. Else empty. */
    private byte[] expectedAccept = NO_ACCEPT;

    private boolean begun;
    private boolean lasting;
    private int interims;

    ResponseInput(Http1UpstreamStream stream, RequestOutput request, StreamOwner owner, HeadLimits limits) {
        this.stream = stream;
        this.request = request;
        this.owner = owner;
        this.reader = new ResponseReader(limits);
    }

    void begin() {
        state = State.HEAD;
        upgradeRequested = false;
        begun = false;
        lasting = false;
        interims = 0;
    }

    /** The request whose response comes next. Borrows {@code request}. */
    void expect(RequestHead request) {
        upgradeRequested = request.websocketUpgrade();
        expectedAccept =
                upgradeRequested && request.version().multiplexed() ? acceptOfKey(request.fields()) : NO_ACCEPT;
        reader.reset(request.method(), upgradeRequested);
    }

    private static byte[] acceptOfKey(Fields fields) {
        int key = fields.find(FieldName.SEC_WEBSOCKET_KEY, 0);
        return key < 0
                ? NO_ACCEPT
                : WebsocketKey.acceptOf(fields.bytes(), fields.valueStart(key), fields.valueLength(key));
    }

    /** Whether an octet of the response was received, interim heads included. */
    boolean begun() {
        return begun;
    }

    /** Whether the wait for the next head goes on: none of its octets is there yet. */
    boolean awaitsHead() {
        return state == State.HEAD && !reader.started();
    }

    /** Whether a part of the next head is there, and not all of it. */
    boolean hasBegunHead() {
        return state == State.HEAD && reader.started();
    }

    /** Whether it is one that may be silent for long: a tunnel, or a stream of events. */
    boolean isQuiet() {
        return state == State.TUNNEL || lasting;
    }

    boolean isTunnel() {
        return state == State.TUNNEL;
    }

    /** Whether the complete response leaves the connection fit for another request. */
    boolean leavesConnectionUsable() {
        // A backend that has refused to switch protocols is not trusted to have forgotten about it.
        return state == State.COMPLETE && reader.keepAlive() && !body.mended() && !upgradeRequested;
    }

    /** Reads on, until the input is used up, the response is complete, or nobody listens any more. Borrows {@code in}. */
    void onOctets(ByteBuf in) {
        begun = true;
        ResponseEvents events;
        while (in.isReadable() && (events = stream.events()) != null) {
            switch (state) {
                case HEAD -> readHead(in, events);
                case BODY -> readBody(in, events);
                case TUNNEL -> events.onResponseBody(in.readRetainedSlice(in.readableBytes()));
                case COMPLETE -> throw new IllegalStateException("nobody listens to a complete response");
            }
        }
    }

    /** The backend has ended the connection in an orderly way: returns whether the response is complete by that. */
    boolean onEndOfInput() {
        return state == State.BODY && body.onEndOfInput();
    }

    /**
     * What the connection's end has left of the response, where that is the end of the exchange.
     *
     * @param reset whether it was no orderly end
     */
    @Nullable
    Rule brokenOffBy(Failure failure, boolean reset) {
        return switch (failure) {
            case UPSTREAM_CLOSED -> reset ? Rule.RESET_UNANSWERED : Rule.NO_ANSWER;
            case UPSTREAM_CLOSED_EARLY -> state == State.TUNNEL ? null : reset ? Rule.RESET_IN_ANSWER : cut();
            default -> null;
        };
    }

    private Rule cut() {
        if (state == State.HEAD) {
            return Rule.CUT_HEAD;
        }
        return switch (reader.framing()) {
            case CHUNKED -> Rule.CUT_CHUNKS;
            // Without TLS that is no cut.
            case UNTIL_CLOSE -> Rule.CUT_TLS;
            case LENGTH, NONE, TUNNEL -> Rule.CUT_BODY;
        };
    }

    private void readHead(ByteBuf in, ResponseEvents events) {
        switch (reader.read(in, head)) {
            case MORE -> {}
            case FAILED -> fail(events, reader.flaw());
            case DONE -> {
                if (head.interim()) {
                    onInterim(events);
                } else {
                    onFinal(events);
                }
            }
        }
    }

    private void onInterim(ResponseEvents events) {
        if (++interims > MAX_INTERIM) {
            fail(events, Flaw.of(Rule.TOO_MANY_INTERIM));
        } else {
            owner.onHead(head, true, events);
            events.onInterim(head);
        }
    }

    private void onFinal(ResponseEvents events) {
        Rule broken = brokenBySwitching();
        if (broken != null) {
            fail(events, Flaw.of(broken));
            return;
        }
        if (head.status() == 101) {
            head.setTunnel();
            state = State.TUNNEL;
        } else {
            state = State.BODY;
            lasting = MediaType.isLasting(head.fields());
            body.reset(reader.framing(), head.bodyLength());
        }
        owner.onHead(head, reader.keepAlive(), events);
        owner.onKeepAlive(KeepAlive.nanos(head.fields()));
        stream.onFinalHead(head.status());
        events.onResponseHead(head);
        if (state == State.BODY && reader.framing() == BodyFraming.NONE && stream.events() != null) {
            toComplete();
        }
    }

    private @Nullable Rule brokenBySwitching() {
        if (head.status() != 101) {
            // RFC 9110 9.3.6: any 2xx to a CONNECT is the tunnel.
            return expectedAccept.length > 0 && head.status() < 300 ? Rule.NO_SWITCH : null;
        }
        if (!request.ended() || !upgradeRequested || !switchesToWebsocket(head.fields())) {
            return Rule.UNASKED_UPGRADE;
        }
        return expectedAccept.length == 0 || accepts(head.fields()) ? null : Rule.WRONG_ACCEPT;
    }

    private boolean accepts(Fields fields) {
        int accept = fields.find(FieldName.SEC_WEBSOCKET_ACCEPT, 0);
        return Octets.equal(fields.bytes(), fields.valueStart(accept), fields.valueLength(accept), expectedAccept);
    }

    private void readBody(ByteBuf in, ResponseEvents events) {
        @Nullable ByteBuf piece = body.next(in);
        if (piece != null) {
            events.onResponseBody(piece);
        }
        if (stream.events() == null) {
            return;
        }
        if (body.failed()) {
            fail(events, body.flaw());
        } else if (body.done()) {
            toComplete();
        }
    }

    private void fail(ResponseEvents events, Flaw flaw) {
        events.onMalformed(flaw);
        stream.fail(Failure.UPSTREAM_BAD_RESPONSE);
    }

    private void toComplete() {
        state = State.COMPLETE;
        stream.onResponseComplete();
    }

    /** RFC 6455 4.1: what a switch to websocket has to say at least. */
    private static boolean switchesToWebsocket(Fields fields) {
        int upgrade = fields.find(FieldName.UPGRADE, 0);
        return upgrade >= 0
                && fields.valueIs(upgrade, WEBSOCKET)
                && fields.find(FieldName.UPGRADE, upgrade + 1) < 0
                && fields.contains(FieldName.SEC_WEBSOCKET_ACCEPT);
    }
}
