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
import frontdoor.loop.ReadAhead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * One client connection that speaks HTTP/1: what its phases share, and the moves from one to the next.
 *
 * <pre>
 *   AwaitingRequest -> InExchange -> AwaitingRequest ...   as long as both sides keep the connection
 *                      InExchange -> DrainingBody -> AwaitingRequest   a response before the request's end
 *                      InExchange -> Tunnelling    101
 *                      any        -> Lingering -> Closed   in order
 *                      any        -> Closed    the client left, stalled, or the response cannot be completed
 * </pre>
 *
 * <h2>Buffers</h2>
 *
 * Owns what was read and not taken; released when the connection is closed.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class Http1Connection implements OutputEnd.Owner {
    private final ChannelHandlerContext ctx;
    private final ClientConnection connection;
    private final long ageNanos;
    private final ResponseOutput output;
    private final ConnectionEnd end;
    private final Unread unread = new Unread();
    private final ReadAhead ahead = new ReadAhead();
    private final AwaitingRequest awaiting;
    private final InExchange exchange;
    private final Tunnelling tunnelling;
    private final DrainingBody draining;
    private final Lingering lingering;
    private final Closed closed = new Closed();
    private final Runnable advance = this::advance;
    private final Deadline age = Deadline.of(() -> lastExchange = true);

    private Phase phase;
    /** Counts the moves, so that advancing notices one even if it leads back to the same phase. */
    private int moves;

    private boolean begun;
    private boolean advancing;
    private boolean reading;
    private boolean inputEnded;
    private boolean clientMayRead = true;
    private boolean overrun;
    private boolean lastExchange;

    Http1Connection(
            ChannelHandlerContext ctx, ClientConnection connection, ClientLimits limits, ExchangeStarter starter) {
        this.ctx = ctx;
        this.connection = connection;
        ageNanos = limits.ageNanos();
        output = new ResponseOutput(
                ctx, connection.loop(), new WriteStall(this, connection.loop(), limits.stallNanos()));
        end = new ConnectionEnd(ctx, output, this);
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
        reading = ctx.channel().config().isAutoRead();
        awaiting.beginFirst();
        loop().set(age, ageNanos);
        settleReading();
    }

    ClientConnection connection() {
        return connection;
    }

    Channel channel() {
        return ctx.channel();
    }

    Loop loop() {
        return connection.loop();
    }

    ResponseOutput output() {
        return output;
    }

    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** Whether no further request is taken: the connection is old, or the process comes to its end. */
    boolean isLastExchange() {
        return lastExchange;
    }

    /** Whether the client still takes a response although its own direction has ended. */
    boolean clientMayRead() {
        return clientMayRead;
    }

    /** Octets came. Takes ownership of {@code data}. */
    @Override
    public void onInput(ByteBuf data) {
        if (!overrun && ahead.add(data.readableBytes(), reading)) {
            unread.add(ctx.alloc(), data);
            advance();
        } else {
            data.release();
            onOverrun();
        }
    }

    private void onOverrun() {
        if (!overrun) {
            overrun = true;
            lastExchange = true;
            unread.release();
            phase.onOverrun();
        }
    }

    /** FIN came. Over TLS, without close_notify before it, that is no end but a loss (RFC 9112 9.8): nobody is left to answer. */
    @Override
    public void onEndOfInput() {
        onEndOfInput(end.knowsHalfClosure());
    }

    /** The client's close_notify came. */
    void onCloseNotify() {
        if (end.takesCloseNotify()) {
            onEndOfInput(end.sendsAfterCloseNotify());
        }
    }

    private void onEndOfInput(boolean mayRead) {
        if (!inputEnded) {
            inputEnded = true;
            clientMayRead = mayRead;
            advance();
        }
    }

    void onWritabilityChanged() {
        if (output.isWritable()) {
            phase.onWritable();
        }
    }

    /** The connection is lost, or not worth keeping: whoever waits for the client hears why. */
    void onGone(Failure failure) {
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

    void onTunnelOutputEnd() {
        tunnelling.onOutputEnd();
    }

    @Override
    public void onOutputEnded() {
        if (phase == lingering) {
            lingering.onOutputEnded();
        }
    }

    @Override
    public void onOutputLost() {
        toClosed();
    }

    void drain() {
        lastExchange = true;
        phase.onDrain();
    }

    /** Lets the phases take what is there, one after the other. */
    void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            int before;
            do {
                before = moves;
                phase.onInput(unread);
                if (inputEnded && moves == before) {
                    phase.onEndOfInput();
                }
            } while (moves != before);
            unread.trim();
        } finally {
            advancing = false;
        }
        settleReading();
    }

    /** Reads from the client exactly while the phase wants more; the channel is touched only on change. */
    void settleReading() {
        boolean wanted = !inputEnded && phase.wantsInput(unread);
        if (!advancing && wanted != reading && phase != closed) {
            reading = wanted;
            ctx.channel().config().setAutoRead(wanted);
        }
    }

    private void moveTo(Phase next) {
        phase.onLeave();
        phase = next;
        moves++;
        if (advancing || next == closed) {
            return;
        }
        if (inputEnded || !unread.isEmpty()) {
            // Not now: the core that has just ended a response may still look at its request.
            loop().runLater(ctx.channel(), advance);
        } else {
            settleReading();
        }
    }

    void toAwaiting() {
        connection.use().onIdle();
        moveTo(awaiting);
        awaiting.begin();
    }

    void toExchange() {
        connection.use().onBusy();
        moveTo(exchange);
        exchange.begin(awaiting.reader());
    }

    void toRefusal(Failure failure) {
        connection.use().onBusy();
        moveTo(exchange);
        exchange.refuse(failure);
    }

    void toTunnelling(@Nullable RequestEvents events) {
        tunnelling.begin(events);
        moveTo(tunnelling);
    }

    void toDraining() {
        moveTo(draining);
        draining.begin();
    }

    /** How it ends on the wire. */
    ConnectionEnd end() {
        return end;
    }

    /** Ends the connection in order: what was written reaches the client. */
    void toLingering() {
        moveTo(lingering);
        end.endOutput();
    }

    /** Ends the connection so that the client sees that the response is not complete. */
    void toAborted(boolean reset) {
        output.flush();
        if (reset) {
            toReset();
        } else {
            toClosed();
        }
    }

    /** Ends the connection now; over TLS close_notify is tried. */
    void toClosed() {
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
        unread.release();
        output.close();
    }
}
