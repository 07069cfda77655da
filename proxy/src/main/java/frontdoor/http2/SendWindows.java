package frontdoor.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Flow control towards the client (RFC 9113 5.2): which response may send how much, in turns of one frame.
 *
 * <p>It takes the place of Netty's, whose object per piece of a body and tree of priorities cost more than the bodies; and it knows what
 * left, so that a client that holds windows shut can be told from one that reads.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Backpressure</h2>
 *
 * Sends no more per flush than the channel takes before it wants a pause; the rest follows when the channel is writable again.
 */
final class SendWindows implements Http2RemoteFlowController {
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int EARNING = 1024;

    private final Http2Connection connection;
    private final FrameOutput output;
    private final FrameBudget budget;
    private final Http2Connection.PropertyKey streamKey;
    private final ArrayDeque<SendQueue> ready = new ArrayDeque<>();
    private int connectionWindow = DEFAULT_WINDOW;
    private int initialWindow = DEFAULT_WINDOW;
    private long sent;
    private boolean sending;
    private @Nullable ChannelHandlerContext ctx;

    SendWindows(
            Http2Connection connection, Http2Connection.PropertyKey streamKey, FrameOutput output, FrameBudget budget) {
        this.budget = budget;
        this.connection = connection;
        this.streamKey = streamKey;
        this.output = output;
    }

    /** {@code queue} has got something to send, or its end. */
    void onAdded(SendQueue queue) {
        schedule(queue);
        output.flushLater();
    }

    private void schedule(SendQueue queue) {
        if (!queue.isScheduled() && queue.isReady()) {
            queue.setScheduled(true);
            ready.addLast(queue);
        } else if (queue.octets() > 0) {
            queue.stream().watchStall();
        }
    }

    @Override
    public void writePendingBytes() {
        if (sending) {
            return;
        }
        sending = true;
        try {
            sendInTurns();
        } finally {
            sending = false;
        }
        for (SendQueue queue : ready) {
            queue.stream().watchStall();
            queue.onNoTurn();
        }
        output.toChannel();
    }

    private void sendInTurns() {
        int blocked = 0;
        while (output.room() > 0 && blocked < ready.size()) {
            SendQueue queue = ready.removeFirst();
            queue.setScheduled(false);
            if (send(queue)) {
                blocked = 0;
            } else {
                blocked++;
            }
        }
    }

    /** Sends one frame of {@code queue}, if the connection's window lets it. */
    private boolean send(SendQueue queue) {
        if (!queue.isReady()) {
            return true;
        }
        int octets = Math.min(Math.min(queue.sendable(), connectionWindow), FrameOutput.MAX_PAYLOAD);
        boolean end = queue.isEnded() && octets == queue.octets();
        if (octets <= 0 && !end) {
            schedule(queue);
            return false;
        }
        connectionWindow -= octets;
        sent += octets;
        if (octets >= EARNING || octets > 0 && octets == queue.octets()) {
            // Whoever takes this much, or all there is, may open both windows for it.
            budget.earn(2);
        }
        ByteBuf trailers = end ? queue.takeTrailers() : null;
        if (trailers == null) {
            output.data(queue.stream().id(), queue, octets, end);
        } else {
            if (octets > 0) {
                output.data(queue.stream().id(), queue, octets, false);
            }
            output.trailers(queue.stream().id(), trailers);
        }
        if (end) {
            queue.stream().onEndSent();
        } else {
            schedule(queue);
            queue.stream().onSent();
        }
        return true;
    }

    /** Whether something waits only for the channel. */
    boolean hasMore() {
        return !ready.isEmpty() && (connectionWindow > 0 || ready.peekFirst().octets() == 0);
    }

    /**
     * Octets of bodies that the connection's window let through and that have left the channel. Whatever else waits there is taken for
     * bodies, which makes the count err by no more than the channel holds.
     */
    long left() {
        return sent - output.waiting();
    }

    /** Drops {@code queue} from the turns. */
    void remove(SendQueue queue) {
        if (queue.isScheduled()) {
            queue.setScheduled(false);
            ready.remove(queue);
        }
    }

    @Override
    public void initialWindowSize(int newWindowSize) throws Http2Exception {
        int delta = newWindowSize - initialWindow;
        initialWindow = newWindowSize;
        connection.forEachActiveStream(stream -> {
            SendQueue queue = queueOf(stream);
            if (queue != null) {
                if (delta > 0 && queue.window() > Integer.MAX_VALUE - delta) {
                    // RFC 9113 6.9.2: a change of settings that overflows a window is an error of the connection.
                    throw Http2Exception.connectionError(Http2Error.FLOW_CONTROL_ERROR, "window overflow by settings");
                }
                queue.changeWindow(delta);
                schedule(queue);
            }
            return true;
        });
        output.flushLater();
    }

    @Override
    public int initialWindowSize() {
        return initialWindow;
    }

    @Override
    public int windowSize(Http2Stream stream) {
        SendQueue queue = queueOf(stream);
        return queue == null ? connectionWindow : queue.window();
    }

    @Override
    public void incrementWindowSize(Http2Stream stream, int delta) throws Http2Exception {
        if (stream.id() == 0) {
            if (connectionWindow > Integer.MAX_VALUE - delta) {
                throw Http2Exception.connectionError(Http2Error.FLOW_CONTROL_ERROR, "window overflow");
            }
            connectionWindow += delta;
        } else {
            SendQueue queue = queueOf(stream);
            if (queue == null) {
                return;
            }
            if (queue.window() > Integer.MAX_VALUE - delta) {
                throw Http2Exception.streamError(stream.id(), Http2Error.FLOW_CONTROL_ERROR, "window overflow");
            }
            queue.changeWindow(delta);
            schedule(queue);
        }
        if (!ready.isEmpty()) {
            output.flushLater();
        }
    }

    private @Nullable SendQueue queueOf(Http2Stream stream) {
        Http2ClientStream client = stream.getProperty(streamKey);
        return client == null ? null : client.queue();
    }

    @Override
    public void channelHandlerContext(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        output.open(ctx);
    }

    @Override
    public @Nullable ChannelHandlerContext channelHandlerContext() {
        return ctx;
    }

    /** Bodies come through {@link #onAdded}, and there are no trailers. */
    @Override
    public void addFlowControlled(Http2Stream stream, FlowControlled payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasFlowControlled(Http2Stream stream) {
        SendQueue queue = queueOf(stream);
        return queue != null && queue.octets() > 0;
    }

    /** Nobody listens: {@link Http2ClientStream#onSent()} tells. */
    @Override
    public void listener(Listener listener) {}

    @Override
    public boolean isWritable(Http2Stream stream) {
        SendQueue queue = queueOf(stream);
        return queue != null && !queue.isFull();
    }

    /** The handler flushes by itself when the channel is writable again. */
    @Override
    public void channelWritabilityChanged() {}

    /** Priorities are taken note of and not followed (RFC 9113 5.3.2). */
    @Override
    public void updateDependencyTree(int childStreamId, int parentStreamId, short weight, boolean exclusive) {}
}
