package frontdoor.compress;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compressing streams of one event loop, which take 64 MiB together at the most: what is asked for beyond that is not compressed.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop.
 */
public final class Compressors {
    private static final Logger log = LoggerFactory.getLogger(Compressors.class);
    /** In 256 KiB. */
    private static final int MOST = 256;

    /** The maker of encoders, whose libraries may do whatever they like. */
    interface Libraries {
        Encoder open(Coding coding) throws IOException;
    }

    private final Libraries libraries;
    private int inUse;

    /** None yet. */
    public Compressors() {
        this(Coding::open);
    }

    Compressors(Libraries libraries) {
        this.libraries = libraries;
    }

    /** A stream of {@code coding}, or null: there is no room for another one. */
    public @Nullable Compressor open(Coding coding, ByteBufAllocator buffers) {
        if (inUse + coding.cost() > MOST) {
            return null;
        }
        try {
            Compressor opened = new Compressor(this, coding.cost(), libraries.open(coding), buffers);
            inUse += coding.cost();
            return opened;
        } catch (Throwable failed) {
            log.atError().addKeyValue("coding", coding).setCause(failed).log("cannot compress");
            return null;
        }
    }

    void onClosed(int cost) {
        inUse -= cost;
    }
}
