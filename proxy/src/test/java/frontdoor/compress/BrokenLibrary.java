package frontdoor.compress;

import io.netty.buffer.ByteBuf;

/** A library that compresses nothing and throws what it is told at one step. */
public final class BrokenLibrary implements Encoder {
    /** A thing that is asked of a library. */
    public enum Step {
        OPEN,
        ENCODE,
        FLUSH,
        FINISH
    }

    private final Step step;
    private final Throwable thrown;
    private int opened;
    private int closed;

    public BrokenLibrary(Step step, Throwable thrown) {
        this.step = step;
        this.thrown = thrown;
    }

    /** Compressors that have no other library. */
    public Compressors compressors() {
        return new Compressors(_ -> {
            perhapsThrow(Step.OPEN);
            opened++;
            return this;
        });
    }

    /** Encoders that were opened and are not closed. */
    public int open() {
        return opened - closed;
    }

    private void perhapsThrow(Step now) {
        if (step != now) {
            return;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @Override
    public void encode(ByteBuf data, ByteBuf out) {
        perhapsThrow(Step.ENCODE);
        out.writeBytes(data);
    }

    @Override
    public void flush(ByteBuf out) {
        perhapsThrow(Step.FLUSH);
    }

    @Override
    public void finish(ByteBuf out) {
        perhapsThrow(Step.FINISH);
    }

    @Override
    public void close() {
        closed++;
    }
}
