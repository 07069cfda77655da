package frontdoor.listen;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicReference;

/** An allocator whose next buffer can be made to fail. */
final class FailingAllocator extends AbstractByteBufAllocator {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    FailingAllocator() {
        super(true);
    }

    void failOnce(Throwable thrown) {
        failure.set(thrown);
    }

    boolean isToFail() {
        return failure.get() != null;
    }

    private void failIfAsked() {
        switch (failure.getAndSet(null)) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
        }
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        failIfAsked();
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        failIfAsked();
        return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
