package frontdoor.budget;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Receive buffers as large as the last reads of their connection, 64 KiB at most, and small ones while the {@link Room} of the event loop
 * is tight: what one read brings is held even for a client that takes nothing.
 */
public final class ReceiveBuffers extends AdaptiveRecvByteBufAllocator {
    /** Octets of a buffer in tight times. */
    static final int SMALL = 4096;

    private final Room room;

    /** The buffers of connections whose event loop has this room. */
    public ReceiveBuffers(Room room) {
        this.room = room;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's interface returns it
    public Handle newHandle() {
        return new Thrifty((ExtendedHandle) super.newHandle(), room);
    }

    private static final class Thrifty implements RecvByteBufAllocator.ExtendedHandle {
        private final ExtendedHandle adaptive;
        private final Room room;

        Thrifty(ExtendedHandle adaptive, Room room) {
            this.adaptive = adaptive;
            this.room = room;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return room.isTight() ? allocator.ioBuffer(guess()) : adaptive.allocate(allocator);
        }

        @Override
        public int guess() {
            int guess = adaptive.guess();
            return guess > SMALL && room.isTight() ? SMALL : guess;
        }

        @Override
        public void reset(ChannelConfig config) {
            adaptive.reset(config);
        }

        @Override
        public void incMessagesRead(int messages) {
            adaptive.incMessagesRead(messages);
        }

        @Override
        public void lastBytesRead(int octets) {
            adaptive.lastBytesRead(octets);
        }

        @Override
        public int lastBytesRead() {
            return adaptive.lastBytesRead();
        }

        @Override
        public void attemptedBytesRead(int octets) {
            adaptive.attemptedBytesRead(octets);
        }

        @Override
        public int attemptedBytesRead() {
            return adaptive.attemptedBytesRead();
        }

        @Override
        public boolean continueReading() {
            return adaptive.continueReading();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return adaptive.continueReading(maybeMore);
        }

        @Override
        public void readComplete() {
            adaptive.readComplete();
        }
    }
}
