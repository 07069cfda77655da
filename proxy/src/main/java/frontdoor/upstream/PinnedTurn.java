package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.ResponseHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange on its way to the connection that its client has for itself: it waits for its turn, then takes the connection or opens it.
 * Once it is there the exchange hears of its events directly.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the exchange.
 */
final class PinnedTurn extends Deadline implements Opening, ResponseEvents {
    /** What comes before it may be a stream without an end: a browser that is told so goes on over HTTP/1.1, with more connections. */
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger log = LoggerFactory.getLogger(PinnedTurn.class);

    private final Upstreams upstreams;
    private final Loop loop;
    private final Pin pin;
    private final boolean withLogin;
    private final ExchangeTimeouts timeouts;
    private final ResponseEvents events;
    private @Nullable Opening opening;
    private boolean ended;

    /** {@code withLogin} says that the request carries a login. */
    PinnedTurn(
            Upstreams upstreams,
            Loop loop,
            Pin pin,
            boolean withLogin,
            ExchangeTimeouts timeouts,
            ResponseEvents events) {
        this.upstreams = upstreams;
        this.loop = loop;
        this.pin = pin;
        this.withLogin = withLogin;
        this.timeouts = timeouts;
        this.events = events;
    }

    /** Starts now if it can, else when those before it are done. */
    void begin() {
        if (pin.isFree()) {
            start();
        } else {
            pin.enqueue(this);
            loop.set(this, WAIT_NANOS);
        }
    }

    /** It is its turn. */
    void start() {
        withdraw();
        if (pin.takeLost() && withLogin) {
            loop.eventLoop().execute(() -> fail(Failure.LOGIN_CONNECTION_UNAVAILABLE));
            return;
        }
        UpstreamConnection connection = pin.take();
        if (connection != null) {
            ended = true;
            connection.beginOrFail(timeouts, events);
            return;
        }
        pin.onOpening();
        try {
            // A login begins on a connection of its own, which cannot have been left by the backend just now.
            opening = upstreams.openAnew(loop, pin.peer(), timeouts, this);
        } catch (Throwable thrown) {
            pin.onOpened(null);
            throw thrown;
        }
    }

    /** The same in a turn of the loop's own, where nobody else would end an exchange whose start throws. */
    void startOrFail() {
        try {
            start();
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a request that waited for its client's connection could not be started");
            fail(Failure.INTERNAL_ERROR);
        }
    }

    private void fail(Failure failure) {
        if (!ended) {
            ended = true;
            events.onUpstreamFailure(failure);
        }
    }

    @Override
    protected void onExpired() {
        pin.remove(this);
        fail(Failure.LOGIN_CONNECTION_UNAVAILABLE);
    }

    @Override
    public void cancel() {
        if (ended) {
            return;
        }
        ended = true;
        withdraw();
        pin.remove(this);
        Opening under = opening;
        if (under != null) {
            under.cancel();
            pin.onOpened(null);
        }
    }

    @Override
    public ClientConnection connection() {
        return events.connection();
    }

    @Override
    public Client client() {
        return events.client();
    }

    @Override
    public void onUpstreamReady(UpstreamStream stream) {
        ended = true;
        UpstreamConnection.of(stream).toOwned(pin, events);
        events.onUpstreamReady(stream);
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        pin.onOpened(null);
        fail(failure);
    }

    @Override
    public void onMalformed(Flaw flaw) {
        events.onMalformed(flaw);
    }

    @Override
    public void onInterim(ResponseHead head) {
        events.onInterim(head);
    }

    @Override
    public void onResponseHead(ResponseHead head) {
        events.onResponseHead(head);
    }

    @Override
    public void onResponseBody(ByteBuf data) {
        events.onResponseBody(data);
    }

    @Override
    public void onResponseTrailers(Fields fields) {
        events.onResponseTrailers(fields);
    }

    @Override
    public void onResponseEnd() {
        events.onResponseEnd();
    }

    @Override
    public void onUpstreamWritable() {
        events.onUpstreamWritable();
    }
}
