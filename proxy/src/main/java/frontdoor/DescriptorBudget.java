package frontdoor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/**
 * The file descriptors of the process, divided before any is used: connections of clients, connections to backends, and a reserve for
 * everything else, so that there is always one to accept with, to read a certificate with, and for the admin listener.
 *
 * @param descriptors the process may have open
 * @param clients connections of clients
 * @param backends connections to all backends together
 */
record DescriptorBudget(long descriptors, int clients, int backends) {
    /** Clients by default, where descriptors are no question. */
    private static final int MOST_CLIENTS = 20_000;

    private static final int MOST_BACKENDS = 1_000_000;
    private static final int LEAST_RESERVE = 128;
    private static final int MOST_RESERVE = 1024;
    private static final long PLENTY = 1L << 30;

    /** The budget of this process; {@code connections} is how many clients somebody wants, if he said so. */
    static DescriptorBudget ofProcess(OptionalInt connections) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? of(unix.getMaxFileDescriptorCount(), connections)
                : of(PLENTY, connections);
    }

    /**
     * Two thirds of what is not reserved are for clients, of whom many ask for nothing at the moment; what they do not want is for
     * backends, which get a third in any case.
     */
    static DescriptorBudget of(long descriptors, OptionalInt connections) {
        long usable = usable(descriptors);
        int clients = connections.orElse(Math.clamp(usable * 2 / 3, 1, MOST_CLIENTS));
        int backends = Math.clamp(Math.max(usable / 3, usable - clients), 1, MOST_BACKENDS);
        return new DescriptorBudget(descriptors, clients, backends);
    }

    private static long usable(long descriptors) {
        long reserve = Math.clamp(descriptors / 10, LEAST_RESERVE, MOST_RESERVE);
        return descriptors - Math.min(reserve, descriptors / 2);
    }

    /** Whether clients were promised more descriptors than there are. */
    boolean isOverdrawn() {
        return (long) clients + backends > usable(descriptors);
    }
}
