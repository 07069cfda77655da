package frontdoor.http1;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.OutputEnd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * One client connection that speaks HTTP/1: the phases that it goes through, and the moves from one to the next.
 *
 * <pre>
 *   AwaitingRequest -> InExchange -> AwaitingRequest ...   as long as both sides keep the connection
 *                      InExchange -> DrainingBody -> AwaitingRequest   a response before the request's end
 *                      InExchange -> Tunnelling    101
 *                      any        -> Lingering -> Closed   in order
 *                      any        -> Closed    the client left, stalled, or the response cannot be completed
 * </pre>
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class Http1Connection implements Moves, OutputEnd.Owner {
    private final ChannelHandlerContext ctx;
    private final ClientConnection connection;
    private final long ageNanos;
    private final ResponseOutput output;
    private final ConnectionEnd end;
    private final ClientInput input;
    private final AwaitingRequest awaiting;
    private final InExchange exchange;
    private final Tunnelling tunnelling;
    private final DrainingBody draining;
    private final Lingering lingering;
    private final Closed closed = new Closed();
    private final Deadline age = Deadline.of(() -> lastExchange = true);

    private Phase phase;
    /** Counts the moves, so that advancing notices one even if it leads back to the same phase. */
    private int moves;

    private boolean begun;
    private boolean lastExchange;
    /** Whether the next exchange is the last: the answer under way may have told its client otherwise. */
    private boolean retiring;

    Http1Connection(
            ChannelHandlerContext ctx, ClientConnection connection, ClientLimits limits, ExchangeStarter starter) {
        this.ctx = ctx;
        this.connection = connection;
        ageNanos = limits.ageNanos();
        output = new ResponseOutput(
                ctx, connection.loop(), new WriteStall(this, connection.loop(), limits.stallNanos()));
        end = new ConnectionEnd(ctx, output, this);
        input = new ClientInput(ctx, this);
        RequestHead head = new RequestHead();
        awaiting = new AwaitingRequest(this, limits, head);
        exchange = new InExchange(this, starter, head);
        tunnelling = new Tunnelling(this, exchange.stream());
        draining = new DrainingBody(this, exchange.body());
        lingering = new Lingering(this);
        phase = awaiting;
    }

    /** The connection is there: the first request may come. Calling it again changes nothing. */
    void begin() {
        if (begun) {
            return;
        }
        begun = true;
        input.begin();
        awaiting.beginFirst();
        loop().set(age, ageNanos);
        input.settle();
    }

    @Override
    public ClientConnection connection() {
        return connection;
    }

    Channel channel() {
        return ctx.channel();
    }

    @Override
    public Loop loop() {
        return connection.loop();
    }

    @Override
    public ClientInput input() {
        return input;
    }

    @Override
    public ResponseOutput output() {
        return output;
    }

    @Override
    public ConnectionEnd end() {
        return end;
    }

    @Override
    public boolean isLastExchange() {
        return lastExchange;
    }

    /** The phase that it is in. */
    Phase phase() {
        return phase;
    }

    /** Moves made so far. */
    int moves() {
        return moves;
    }

    boolean isClosed() {
        return phase == closed;
    }

    /** Octets came. Takes ownership of {@code data}. */
    @Override
    public void onInput(ByteBuf data) {
        input.add(data);
    }

    /** More came than can be held: what is under way is the last. */
    void onOverrun() {
        lastExchange = true;
        phase.onOverrun();
    }

    /** FIN came. Over TLS, without close_notify before it, that is no end but a loss (RFC 9112 9.8): nobody is left to answer. */
    @Override
    public void onEndOfInput() {
        input.end(end.knowsHalfClosure());
    }

    /** The client's close_notify came. */
    void onCloseNotify() {
        if (end.takesCloseNotify()) {
            input.end(end.sendsAfterCloseNotify());
        }
    }

    void onWritabilityChanged() {
        if (output.isWritable()) {
            phase.onWritable();
        }
    }

    @Override
    public void onGone(Failure failure) {
        Phase last = phase;
        toClosed();
        last.onGone(failure);
    }

    /** The client does not read. What waits for it, in the kernel too, is dropped. */
    void onStalled() {
        Phase last = phase;
        toReset();
        last.onGone(Failure.CLIENT_STALLED);
    }

    @Override
    public void onTunnelOutputEnd() {
        tunnelling.onOutputEnd();
    }

    @Override
    public void onOutputEnded() {
        if (phase == lingering) {
            lingering.onOutputEnded(channel());
        }
    }

    @Override
    public void onOutputLost() {
        toClosed();
    }

    /** The answer to the next request tells the client that it was the last one. */
    void retire() {
        retiring = true;
        lastExchange |= phase == awaiting;
    }

    void drain() {
        lastExchange = true;
        phase.onDrain();
    }

    private void moveTo(Phase next) {
        phase.onLeave();
        phase = next;
        moves++;
        input.onMoved();
    }

    @Override
    public void toAwaiting() {
        connection.use().onIdle();
        lastExchange |= retiring;
        moveTo(awaiting);
        awaiting.begin();
    }

    @Override
    public void toExchange() {
        connection.use().onBusy();
        moveTo(exchange);
        exchange.begin(awaiting.reader());
    }

    @Override
    public void toRefusal(Failure failure) {
        connection.use().onBusy();
        moveTo(exchange);
        exchange.refuse(failure);
    }

    @Override
    public void toTunnelling(@Nullable RequestEvents events) {
        tunnelling.begin(events);
        moveTo(tunnelling);
    }

    @Override
    public void toDraining() {
        moveTo(draining);
        draining.begin();
    }

    @Override
    public void toLingering() {
        moveTo(lingering);
        end.endOutput();
    }

    @Override
    public void toAborted(boolean reset) {
        output.flush();
        if (reset) {
            toReset();
        } else {
            toClosed();
        }
    }

    @Override
    public void toClosed() {
        if (phase != closed) {
            release();
            end.close();
        }
    }

    private void toReset() {
        if (phase != closed) {
            release();
            end.reset();
        }
    }

    private void release() {
        moveTo(closed);
        age.withdraw();
        awaiting.release();
        draining.release();
        lingering.release();
        input.release();
        output.close();
    }
}
