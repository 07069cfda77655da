package frontdoor.budget;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The memory of connections that do nothing: little for each of them, much for all. */
public final class ConnectionMemory {
    /** What one over HTTP/2 and TLS holds (proxy/docs/measurements.md). */
    private static final long EACH = 20 << 10;

    private static final long PART = 2;

    private ConnectionMemory() {}

    /** Connections for which there is memory: half of that of the machine, or of the container. */
    public static int ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? of(system.getTotalMemorySize())
                : Integer.MAX_VALUE;
    }

    static int of(long octets) {
        return Math.clamp(octets / PART / EACH, 1, Integer.MAX_VALUE);
    }
}
