package frontdoor.budget;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The memory of handshakes under way: TLS engines hold it outside of the heap and of direct memory, so no other budget has it. */
public final class HandshakeBudget {
    /**
     * What the largest hello holds while it is not whole, in direct memory; one whose answer is not taken holds a quarter of that
     * (proxy/docs/measurements.md), and a request that is not whole no more.
     */
    private static final long EACH = 64 << 10;

    private static final long PART = 16;
    private static final int LEAST = 64;
    private static final int MOST = 1_000_000;

    private HandshakeBudget() {}

    /** Handshakes for which there is memory: a sixteenth of that of the machine, or of the container. */
    public static int ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? of(system.getTotalMemorySize())
                : MOST;
    }

    static int of(long octets) {
        return Math.clamp(octets / PART / EACH, LEAST, MOST);
    }
}
