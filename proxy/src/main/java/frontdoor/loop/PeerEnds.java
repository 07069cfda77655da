package frontdoor.loop;

import io.netty.channel.Channel;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import java.util.function.BiConsumer;

/**
 * The ends of a connection over io_uring as the kernel's polls tell of them, repeated or held back where Netty would miss them or would
 * read what nobody wants.
 *
 * <p>A poll that tells of a reset while a read is under way makes no second read. The data that came before it end the first one as if
 * nothing more were there, since to the kernel a reset is nothing to be read, and nothing tells of it again. So whatever a poll has said of
 * an end is said once more behind each read.
 *
 * <p>At an orderly end Netty reads everything that is still there, whether reading is on or not. It is told that there is something
 * to be read instead: the end is met behind the data, when reading gets there.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its channel.
 */
final class PeerEnds {
    /** From {@code io_uring.h}. */
    private static final byte IORING_OP_POLL_ADD = 6;

    private static final byte IORING_OP_RECV = 27;
    /** The poll goes on: said of one that had ended, it changes nothing. */
    private static final int IORING_CQE_F_MORE = 2;

    /** From {@code poll.h}. */
    private static final int POLLIN = 0x1;

    private static final int POLLERR = 0x8;
    private static final int POLLHUP = 0x10;
    private static final int POLLRDHUP = 0x2000;

    private static final int ECANCELED_NEGATIVE = -125;

    private static final IoUringIoEvent READABLE =
            new IoUringIoEvent(POLLIN, IORING_CQE_F_MORE, IORING_OP_POLL_ADD, 0L);
    private static final IoUringIoEvent RESET =
            new IoUringIoEvent(POLLRDHUP, IORING_CQE_F_MORE, IORING_OP_POLL_ADD, 0L);
    /** A poll for the end is over without having told of one. */
    private static final IoUringIoEvent NO_MORE_POLL =
            new IoUringIoEvent(ECANCELED_NEGATIVE, IORING_CQE_F_MORE, IORING_OP_POLL_ADD, 0L);

    private final Channel channel;
    private boolean ended;
    private boolean reset;

    /** Those of the connection of {@code channel}. */
    PeerEnds(Channel channel) {
        this.channel = channel;
    }

    /** Has {@code netty} handle an event, and what follows from it. */
    void handle(IoRegistration registration, IoUringIoEvent event, BiConsumer<IoRegistration, IoUringIoEvent> netty) {
        byte opcode = event.opcode();
        int result = event.res();
        if (opcode == IORING_OP_POLL_ADD && result > 0) {
            onPolled(registration, event, netty);
        } else {
            netty.accept(registration, event);
            if (ended && opcode == IORING_OP_RECV && (result > 0 || result == ECANCELED_NEGATIVE)) {
                repeat(registration, netty);
            }
        }
    }

    private void onPolled(
            IoRegistration registration, IoUringIoEvent event, BiConsumer<IoRegistration, IoUringIoEvent> netty) {
        int polled = event.res();
        boolean endOnly = (polled & POLLRDHUP) != 0;
        // While it connects, an error is what the poll for writing tells of.
        if (endOnly || (polled & POLLIN) != 0) {
            ended |= endOnly || (polled & (POLLERR | POLLHUP)) != 0;
            reset |= (polled & POLLERR) != 0;
        }
        netty.accept(registration, endOnly ? NO_MORE_POLL : event);
        if (ended) {
            repeat(registration, netty);
        }
    }

    private void repeat(IoRegistration registration, BiConsumer<IoRegistration, IoUringIoEvent> netty) {
        if (channel.isActive()) {
            netty.accept(registration, reset ? RESET : READABLE);
        }
    }
}
