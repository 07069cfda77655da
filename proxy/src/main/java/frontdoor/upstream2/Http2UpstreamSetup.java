package frontdoor.upstream2;

import frontdoor.http.HeadLimits;
import frontdoor.loop.Loop;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * The parts of one connection to a backend, put together: Netty's, which know frames, HPACK, windows and the states of streams, and ours.
 *
 * @param decoder reads frames
 * @param encoder writes them
 * @param heads reads the blocks of responses' heads
 * @param streamKey where a stream of Netty's keeps ours
 */
record Http2UpstreamSetup(
        Http2ConnectionDecoder decoder,
        Http2ConnectionEncoder encoder,
        ResponseHeadDecoder heads,
        Http2Connection.PropertyKey streamKey) {
    /** Exchanges at once, if the backend takes as many. */
    static final int MOST_STREAMS = 100;

    private static final int DEFAULT_WINDOW = 65_535;
    /** What one response may have under way: the most of it that a client that does not read makes us hold. */
    private static final int STREAM_WINDOW = 128 * 1024;

    /** Parts of a connection of {@code loop} that is {@code secure}, or is not; {@code limits} are those of a response's head. */
    static Http2UpstreamSetup of(Loop loop, boolean secure, HeadLimits limits) {
        Http2Connection streams = new DefaultHttp2Connection(false);
        streams.remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(streams, new UniformStreamByteDistributor(streams)));
        ResponseHeadDecoder heads = new ResponseHeadDecoder(limits);
        Http2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(streams, new DefaultHttp2FrameWriter(new RequestHeadEncoder(secure)));
        // Netty's own validation is off: ResponseSection is stricter.
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                streams,
                encoder,
                new CountedFrameReader(heads, loop),
                Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                true,
                true,
                false,
                false);
        return new Http2UpstreamSetup(decoder, encoder, heads, streams.newKey());
    }

    /** The frames of responses are told to their exchanges from now on, and {@code connection} hears of what concerns all of them. */
    void listen(Http2UpstreamConnection connection) {
        Http2Connection streams = decoder.connection();
        ResponseFrames frames = new ResponseFrames(connection, streams, streamKey, heads);
        decoder.frameListener(frames);
        streams.addListener(frames);
        encoder.flowController().listener(stream -> {
            Http2UpstreamStream exchange = stream.getProperty(streamKey);
            if (exchange != null && encoder.flowController().isWritable(stream)) {
                exchange.onWritable();
            }
        });
    }

    /** What the backend is told about us. */
    Http2Settings settings() {
        return new Http2Settings()
                .pushEnabled(false)
                .maxConcurrentStreams(0)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(heads.maxHeaderListSize());
    }

    /** Gives the connection a window that no stream can shut for another. */
    void openConnectionWindow(Http2Connection streams) throws Http2Exception {
        streams.local()
                .flowController()
                .incrementWindowSize(streams.connectionStream(), MOST_STREAMS * STREAM_WINDOW - DEFAULT_WINDOW);
    }
}
