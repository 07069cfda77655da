package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.fixture.HeadText;
import frontdoor.http.RequestHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import frontdoor.upstream.Opening;
import frontdoor.upstream.Peer;
import frontdoor.upstream.PeerSet;
import frontdoor.upstream.UpstreamOpener;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backend's stream that writes down what it is told, one line each; the test says when it is ready and what it answers. */
final class RecordingUpstream implements UpstreamOpener, UpstreamStream {
    final List<String> heard = new ArrayList<>();
    boolean writable = true;
    /** What opening a stream throws, or null. */
    Throwable toThrow;

    private ResponseEvents events;

    @Override
    public Opening open(Loop loop, Peer peer, ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events) {
        switch (toThrow) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
        }
        this.events = events;
        heard.add(fresh ? "open fresh" : "open");
        return () -> heard.add("give up");
    }

    @Override
    public @Nullable Peer pinned(ClientConnection connection, Client client, PeerSet peers) {
        return null;
    }

    @Override
    public Opening openPinned(Loop loop, Peer peer, ExchangeTimeouts timeouts, ResponseEvents events) {
        this.events = events;
        heard.add("open pinned");
        return () -> heard.add("give up");
    }

    /** Who hears of the response: the exchange that was opened last. */
    ResponseEvents events() {
        return events;
    }

    void ready() {
        events.onUpstreamReady(this);
    }

    @Override
    public SocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public void writeHead(RequestHead head) {
        heard.add(HeadText.method(head) + " " + HeadText.target(head));
    }

    @Override
    public void writeBody(ByteBuf data) {
        heard.add("body " + data.toString(StandardCharsets.UTF_8));
        data.release();
    }

    @Override
    public void writeEnd() {
        heard.add("end");
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void setReading(boolean reading) {
        heard.add(reading ? "read" : "stop reading");
    }

    @Override
    public void cancel() {
        heard.add("cancel");
    }
}
