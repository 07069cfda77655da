package frontdoor.compress;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.MockTicker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A library that compresses nothing and takes this long for each piece, by a clock of the test's. */
public final class SlowLibrary implements Encoder {
    private final MockTicker ticker;
    private final Duration each;

    public SlowLibrary(MockTicker ticker, Duration each) {
        this.ticker = ticker;
        this.each = each;
    }

    /** Compressors that have no other library. */
    public Compressors compressors() {
        return new Compressors(_ -> this);
    }

    @Override
    public void encode(ByteBuf data, ByteBuf out) {
        ticker.advance(each.toNanos(), TimeUnit.NANOSECONDS);
        out.writeBytes(data);
    }

    @Override
    public void flush(ByteBuf out) {}

    @Override
    public void finish(ByteBuf out) {}

    @Override
    public void close() {}
}
