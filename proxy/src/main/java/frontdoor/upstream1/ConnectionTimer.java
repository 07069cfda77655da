package frontdoor.upstream1;

import frontdoor.http.Failure;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * The one deadline of a connection and what it means at the moment.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ConnectionTimer extends Deadline {
    private final Loop loop;
    private @Nullable Http1UpstreamStream stream;
    private @Nullable RequestOutput request;
    private Failure failure = Failure.UPSTREAM_IDLE_TIMEOUT;
    private long nanos;
    private long position;

    ConnectionTimer(Http1UpstreamStream stream, RequestOutput request, Loop loop) {
        this.stream = stream;
        this.request = request;
        this.loop = loop;
    }

    /** Fails the exchange with {@code failure} unless this is called again, or cleared, within {@code nanos}. */
    void watch(long nanos, Failure failure) {
        this.nanos = nanos;
        this.failure = failure;
        position = request == null ? 0 : request.position();
        loop.set(this, nanos);
    }

    /** Whether it waits for octets to move. */
    boolean watchesIdling() {
        return isSet() && failure == Failure.UPSTREAM_IDLE_TIMEOUT;
    }

    /** Forgets the stream. */
    void release() {
        withdraw();
        stream = null;
        request = null;
    }

    @Override
    protected void onExpired() {
        Http1UpstreamStream watched = stream;
        RequestOutput uploaded = request;
        if (watched == null || uploaded == null) {
            return;
        }
        if (failure == Failure.UPSTREAM_IDLE_TIMEOUT) {
            if (uploaded.position() != position) {
                watch(nanos, failure);
                return;
            }
            if (uploaded.waitsForMore()) {
                return;
            }
        }
        watched.fail(failure);
    }
}
