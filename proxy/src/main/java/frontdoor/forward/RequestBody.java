package frontdoor.forward;

import frontdoor.config.SiteSettings;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.MediaType;
import frontdoor.http.RequestHead;
import frontdoor.loop.Deadline;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to the backend, within its limits.
 *
 * <h2>Buffers</h2>
 *
 * Holds pieces only until a backend's connection is there; what it holds is owed to the client's stream, which stops reading at its own
 * limit.
 *
 * <h2>Backpressure</h2>
 *
 * Octets are given back to the client's stream when the backend's connection takes more.
 */
final class RequestBody {
    /** A client that sends slower than this over a whole period is taken for an attack (RUDY). Octets per second. */
    private static final long MINIMUM_RATE = 240;

    private final ClientStream client;
    private final long limit;
    private final long periodNanos;
    /** Octets that have to come in a period. */
    private final long enough;

    private final Consumer<Failure> onFailure;
    private final HeldPieces held = new HeldPieces();
    private final Deadline period = new Period();

    private @Nullable UpstreamStream upstream;
    private int owed;
    private long received;
    private long receivedInPeriod;
    private boolean stoppedInPeriod;
    private boolean closed;

    private RequestBody(ClientStream client, long limit, long periodNanos, long enough, Consumer<Failure> onFailure) {
        this.client = client;
        this.limit = limit;
        this.periodNanos = periodNanos;
        this.enough = enough;
        this.onFailure = onFailure;
    }

    /**
     * What is expected of the request of {@code exchange} beside its head: null if that is all.
     *
     * @param settings the limits and timeouts that are its own
     * @param multiplexed whether the backend has it on a stream of a connection, and not a connection for it
     */
    static @Nullable RequestBody expectedOf(Exchange exchange, SiteSettings settings, boolean multiplexed) {
        RequestHead request = exchange.request();
        if (request.bodyLength() == 0) {
            // A client of HTTP/2 need not wait for the switch: what it sends is kept in its window until then.
            return request.websocketUpgrade() ? tunnel(exchange.client()) : null;
        }
        long limit = settings.limits().body();
        return multiplexed && MediaType.isGrpc(request.fields())
                ? call(
                        exchange.client(),
                        limit,
                        settings.timeouts().websocketIdle().toNanos(),
                        exchange::fail)
                : of(exchange.client(), limit, settings.timeouts().clientBody().toNanos(), exchange::fail);
    }

    /**
     * Expects a body.
     *
     * @param limit octets it may have
     * @param periodNanos the period in which it has to make progress
     * @param onFailure hears when it has more octets than that, or when too few come for a whole period
     */
    static RequestBody of(ClientStream client, long limit, long periodNanos, Consumer<Failure> onFailure) {
        long enough = Math.max(MINIMUM_RATE * TimeUnit.NANOSECONDS.toSeconds(periodNanos), 1);
        return begun(new RequestBody(client, limit, periodNanos, enough, onFailure));
    }

    /** Expects the messages of a call of gRPC, as {@link #of}; one of them in a period is progress. */
    private static RequestBody call(ClientStream client, long limit, long periodNanos, Consumer<Failure> onFailure) {
        return begun(new RequestBody(client, limit, periodNanos, 1, onFailure));
    }

    private static RequestBody begun(RequestBody body) {
        body.client.connection().loop().set(body.period, body.periodNanos);
        return body;
    }

    /** Expects the octets of a tunnel, which may be silent as long as its own timeout allows. */
    static RequestBody tunnel(ClientStream client) {
        return new RequestBody(client, Long.MAX_VALUE, 0, 0, failure -> {});
    }

    /** Passes a piece on. Takes ownership of {@code data}. */
    void accept(ByteBuf data) {
        if (closed) {
            data.release();
            return;
        }
        int octets = data.readableBytes();
        received += octets;
        if (received > limit) {
            data.release();
            onFailure.accept(Failure.BODY_TOO_LARGE);
            return;
        }
        receivedInPeriod += octets;
        if (upstream == null) {
            held.add(data);
            owed += octets;
            return;
        }
        upstream.writeBody(data);
        if (closed || upstream == null) {
            // The write has failed and ended the exchange, or sent it back to wait for another connection.
            return;
        }
        if (upstream.isWritable()) {
            client.bodyConsumed(octets);
        } else {
            owed += octets;
            stoppedInPeriod = true;
        }
    }

    /** A backend's connection is there and has the head. */
    void attach(UpstreamStream stream) {
        upstream = stream;
        ByteBuf piece;
        while ((piece = held.poll()) != null) {
            stream.writeBody(piece);
        }
        onUpstreamWritable();
    }

    /** The connection was lost before it took any of the body: what comes is held again. */
    void detach() {
        upstream = null;
    }

    /** The backend takes more. */
    void onUpstreamWritable() {
        if (owed > 0 && upstream != null && upstream.isWritable()) {
            int octets = owed;
            owed = 0;
            client.bodyConsumed(octets);
        }
    }

    /** The client has sent everything. */
    void onEnd() {
        // Not merely cleared: the wheel would hold the whole exchange until the period is over.
        period.withdraw();
    }

    /** Nothing more is passed on. */
    void close() {
        closed = true;
        upstream = null;
        period.withdraw();
        held.release();
    }

    private final class Period extends Deadline {
        @Override
        protected void onExpired() {
            // Time in which we did not read is not the client's fault.
            if (owed == 0 && !stoppedInPeriod && receivedInPeriod < enough) {
                onFailure.accept(Failure.BODY_TIMEOUT);
                return;
            }
            receivedInPeriod = 0;
            stoppedInPeriod = owed > 0;
            client.connection().loop().set(this, periodNanos);
        }
    }
}
