package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The place of one request in the line for a connection, which all who wait for a stream will share.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its pool.
 */
final class Dial implements ResponseEvents {
    private final StreamPool streams;
    private final ClientConnection connection;
    private final Client client;
    private @Nullable WaitingRequest line;

    /** A connection for {@code streams}, on behalf of {@code first}. */
    Dial(StreamPool streams, ResponseEvents first) {
        this.streams = streams;
        this.connection = first.connection();
        this.client = first.client();
    }

    /** There was no place for it yet. */
    void waitsIn(WaitingRequest waiting) {
        line = waiting;
    }

    /** Whether it is still in line. */
    boolean waits() {
        return line != null && line.waits();
    }

    /** Gives it up if it is still in line, and says whether it was. */
    boolean leaves() {
        WaitingRequest waiting = line;
        boolean waits = waits();
        if (waiting != null && waits) {
            waiting.cancel();
        }
        return waits;
    }

    @Override
    public ClientConnection connection() {
        return connection;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        streams.onDialFailed(this, failure);
    }

    @Override
    public void onUpstreamReady(UpstreamStream stream) {
        throw new IllegalStateException("a connection of HTTP/2 was taken for one of HTTP/1");
    }

    @Override
    public void onInterim(ResponseHead head) {}

    @Override
    public void onResponseHead(ResponseHead head) {}

    @Override
    public void onResponseBody(ByteBuf data) {
        data.release();
    }

    @Override
    public void onResponseEnd() {}

    @Override
    public void onUpstreamWritable() {}

    @Override
    public void onMalformed(Flaw flaw) {}
}
