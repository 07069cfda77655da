package frontdoor.http2;

import frontdoor.budget.Tenant;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.http.Failure;
import frontdoor.loop.Loop;
import frontdoor.multiplex.HeadPool;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * The streams of one connection, and the things that all of them share.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class Http2Streams {
    /** Octets per second below which a client that all responses wait for counts as stalled, as over HTTP/1.1. */
    private static final long MIN_RATE = 100;

    private static final long SECOND = 1_000_000_000L;
    /** Octets of responses that may wait in all streams before each of them holds no more than it has to. */
    static final int MAX_HELD = 2 * 1024 * 1024;
    /** What all uploads of a connection may have under way: the most that one client can make us hold. */
    static final int CONNECTION_WINDOW = 1024 * 1024;

    private static final int DEFAULT_WINDOW = 65_535;

    private final ClientConnection connection;
    private final ClientLimits limits;
    private final ExchangeStarter starter;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey streamKey;
    private final FrameBudget budget;
    private final FrameOutput output;
    private final SendWindows windows;
    private final HeadPool heads = new HeadPool();
    private final RecentResets resets;
    private final OutputBound bound;
    private final Tenant tenant;
    private Failure endOfStreams = Failure.CLIENT_ABORTED;
    private int held;

    Http2Streams(
            ClientConnection connection,
            ClientLimits limits,
            ExchangeStarter starter,
            Http2Connection streams,
            Http2Connection.PropertyKey streamKey,
            FrameBudget budget) {
        this.connection = connection;
        this.limits = limits;
        this.starter = starter;
        this.streams = streams;
        this.streamKey = streamKey;
        this.budget = budget;
        this.resets = new RecentResets(connection.loop());
        this.output = new FrameOutput(connection.loop());
        this.windows = new SendWindows(streams, streamKey, output, budget);
        this.bound = new OutputBound(this, streams, streamKey);
        this.tenant = connection.loop().room().enter(connection.client().key());
        connection.whenEnded(tenant::leave);
    }

    ClientConnection connection() {
        return connection;
    }

    Loop loop() {
        return connection.loop();
    }

    ClientLimits limits() {
        return limits;
    }

    ExchangeStarter starter() {
        return starter;
    }

    FrameBudget budget() {
        return budget;
    }

    FrameOutput output() {
        return output;
    }

    SendWindows windows() {
        return windows;
    }

    HeadPool heads() {
        return heads;
    }

    RecentResets resets() {
        return resets;
    }

    OutputBound bound() {
        return bound;
    }

    /** The client, as one of those that share what requests may keep. */
    Tenant tenant() {
        return tenant;
    }

    /** The connection is about to be cut, and not by the client. */
    void onCut() {
        endOfStreams = Failure.CUT_AT_END;
    }

    /** Why a stream that has ended without us has. */
    Failure endOfStreams() {
        return endOfStreams;
    }

    /** {@code octets} of a response wait in a stream, or, if negative, have left or were given up. */
    void onHeld(int octets) {
        held += octets;
        loop().room().onHeld(octets);
    }

    /** Whether a stream that holds anything wants no more. */
    boolean isTight() {
        return held > MAX_HELD || loop().room().isTight();
    }

    /** Tells the client at once how much all its uploads together may have under way. */
    void openConnectionWindow() throws Http2Exception {
        streams.local()
                .flowController()
                .incrementWindowSize(streams.connectionStream(), CONNECTION_WINDOW - DEFAULT_WINDOW);
        output.flushLater();
    }

    /** Opens the client's windows by {@code octets} that the exchange has passed on. */
    void consume(Http2Stream stream, int octets) {
        try {
            streams.local().flowController().consumeBytes(stream, octets);
        } catch (Http2Exception e) {
            throw new IllegalArgumentException("more octets given back than were owed", e);
        }
    }

    /** What a stream is reset with that {@code failure} keeps from an orderly end. */
    static Http2Error errorOf(Failure failure) {
        // RFC 9113 7: where a login belongs to a connection, HTTP/1.1 gives every request under way one of its own.
        if (failure == Failure.LOGIN_CONNECTION_UNAVAILABLE) {
            return Http2Error.HTTP_1_1_REQUIRED;
        }
        // RFC 9113 8.7: a stream refused may be asked for again, for nothing was done about it.
        return failure == Failure.OVERLOADED ? Http2Error.REFUSED_STREAM : Http2Error.INTERNAL_ERROR;
    }

    /** Whether the stream of this number carries a tunnel. */
    boolean isTunnel(int streamId) {
        Http2Stream stream = streams.stream(streamId);
        Http2ClientStream client = stream == null ? null : stream.getProperty(streamKey);
        return client != null && client.isTunnel();
    }

    /** Resets a stream, which is gone from then on. */
    void reset(Http2Stream stream, long errorCode) {
        if (stream.isResetSent()) {
            return;
        }
        onReset(stream.id());
        output.reset(stream.id(), errorCode);
        stream.resetSent();
        stream.close();
    }

    /** Resets a stream that was never begun. */
    void refuse(int streamId, long errorCode) {
        onReset(streamId);
        output.reset(streamId, errorCode);
    }

    private void onReset(int streamId) {
        resets.add(streamId);
        budget.onStreamEnded();
    }

    /** Whether the client has taken enough of all responses together since the watch over {@code queue} began its period. */
    boolean isReading(SendQueue queue) {
        return windows.left() - queue.leftBefore() >= leastTaken();
    }

    /** Octets that a client takes at least in the time of a stall, or it has stalled. */
    long leastTaken() {
        return Math.max(1, MIN_RATE * limits.stallNanos() / SECOND);
    }

    /** The client takes nothing of {@code stream}, which ends; unless it is {@code reading} others, so does a channel that is stuck. */
    void onStalled(Http2Stream stream, boolean reading) {
        reset(stream, Http2Error.CANCEL.code());
        ChannelHandlerContext ctx = windows.channelHandlerContext();
        if (!reading && ctx != null && !ctx.channel().isWritable()) {
            closeChannel();
        }
    }

    /** Closes the connection at once, for a client that would not read why. */
    void closeChannel() {
        ChannelHandlerContext ctx = windows.channelHandlerContext();
        if (ctx != null) {
            var _ = ctx.channel().close();
        }
    }
}
