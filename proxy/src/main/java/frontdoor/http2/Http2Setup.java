package frontdoor.http2;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ExchangeStarter;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * The parts of one HTTP/2 connection, put together: Netty's, which know frames, HPACK and the states of streams, and ours.
 *
 * @param decoder reads frames
 * @param encoder writes those that Netty writes by itself
 * @param home what the streams share
 * @param heads reads the blocks of requests' heads
 * @param budget counts what a client may not do often
 * @param streamKey where a stream of Netty's keeps ours
 */
record Http2Setup(
        Http2ConnectionDecoder decoder,
        Http2ConnectionEncoder encoder,
        Http2Streams home,
        RequestHeadDecoder heads,
        FrameBudget budget,
        Http2Connection.PropertyKey streamKey) {
    private static final int MAX_STREAMS = 256;
    private static final int HEADER_TABLE = 4096;
    /** What one upload may have under way. */
    static final int STREAM_WINDOW = 256 * 1024;

    /** Parts for the client's {@code connection}; exchanges begin with {@code starter}. */
    static Http2Setup of(ClientConnection connection, ClientLimits limits, ExchangeStarter starter) {
        Http2Connection streams = new DefaultHttp2Connection(true);
        streams.remote().maxActiveStreams(MAX_STREAMS);
        Http2Connection.PropertyKey streamKey = streams.newKey();
        FrameBudget budget = new FrameBudget(connection.loop());
        Http2Streams home = new Http2Streams(connection, limits, starter, streams, streamKey, budget);
        streams.remote().flowController(home.windows());
        RequestHeadDecoder heads = new RequestHeadDecoder(limits, home.heads());
        Http2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(streams, new ControlFrameWriter(home.output()));
        // Netty's own validation is off: RequestSection and RequestHeadRules are stricter and answer with the site's
        // policy.
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                streams,
                encoder,
                new BudgetedFrameReader(heads, home, streams),
                Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                true,
                true,
                false,
                false);
        return new Http2Setup(decoder, encoder, home, heads, budget, streamKey);
    }

    /** The frames of requests are told to their streams from now on, and {@code watcher} hears of what concerns the connection. */
    void listen(RequestFrames.Watcher watcher) {
        Http2Connection streams = decoder.connection();
        RequestFrames frames = new RequestFrames(home, streams, streamKey, heads, watcher);
        decoder.frameListener(frames);
        streams.addListener(frames);
    }

    /** What the client is told about us. */
    Http2Settings settings() {
        return new Http2Settings()
                .maxConcurrentStreams(MAX_STREAMS)
                .headerTableSize(HEADER_TABLE)
                .maxHeaderListSize(home.limits().headerSize())
                .initialWindowSize(STREAM_WINDOW)
                .connectProtocolEnabled(true)
                .maxFrameSize(FrameOutput.MAX_PAYLOAD);
    }
}
