package frontdoor.budget;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/**
 * The file descriptors of the process, divided before any connection has one: what is open at the start, connections of clients, an
 * eighth more of these that have been asked to leave and are not gone yet, connections to backends, and a reserve. Together they are no
 * more than there are, so that there is always one to accept with, to read a certificate with, and for the admin listener.
 *
 * @param descriptors the process may have open
 * @param inUse of these are open whether anybody connects or not
 * @param clients connections of clients
 * @param backends connections to all backends together
 */
public record DescriptorBudget(long descriptors, long inUse, int clients, int backends) {
    /** Clients by default, where descriptors are no question. */
    private static final int MOST_CLIENTS = 20_000;

    private static final int MOST_BACKENDS = 1_000_000;
    private static final int FEW_LEAVING = 16;
    private static final int LEAST_RESERVE = 64;
    private static final int MOST_RESERVE = 1024;
    private static final long PLENTY = 1L << 30;

    /**
     * The budget of this process.
     *
     * @param soon descriptors that it is about to open, besides those that are open by now
     * @param connections how many clients somebody wants, if he said so
     */
    public static DescriptorBudget ofProcess(long soon, OptionalInt connections) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? of(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount() + soon, connections)
                : of(PLENTY, soon, connections);
    }

    /**
     * Two thirds of what is not in use nor reserved are for clients, of whom many ask for nothing at the moment; what they do not want is
     * for backends, which get a third in any case.
     */
    static DescriptorBudget of(long descriptors, long inUse, OptionalInt connections) {
        long usable = Math.max(descriptors - inUse - reserve(descriptors, inUse), 0);
        int clients = connections.orElse(clients(usable));
        int backends = Math.clamp(Math.max(usable / 3, usable - withLeaving(clients)), 1, MOST_BACKENDS);
        return new DescriptorBudget(descriptors, inUse, clients, backends);
    }

    private static int clients(long usable) {
        long share = usable * 2 / 3;
        return Math.clamp(Math.min(share * 8 / 9, Math.max(share - FEW_LEAVING, share / 3)), 1, MOST_CLIENTS);
    }

    /** With those that have given up their places and still hold their descriptors: an eighth on top, or a few. */
    private static long withLeaving(int clients) {
        return clients + Math.max(clients / 8L, Math.min(2L * clients, FEW_LEAVING));
    }

    /** A tenth; half of what is left where there are so few. */
    private static long reserve(long descriptors, long inUse) {
        long reserve = Math.clamp(descriptors / 10, LEAST_RESERVE, MOST_RESERVE);
        return Math.min(reserve, Math.max(descriptors - inUse, 0) / 2);
    }

    private long usable() {
        return Math.max(descriptors - inUse - reserve(descriptors, inUse), 0);
    }

    /** How many clients there would be if nobody said how many he wants. */
    public int clientsByDefault() {
        return clients(usable());
    }

    /**
     * From which on accepting has to pause, since something takes more than it was given. Half of the reserve: connections alone never get
     * there, however many come.
     */
    long lastReserve() {
        return reserve(descriptors, inUse) / 2;
    }

    /** Whether clients were promised more descriptors than there are. */
    public boolean isOverdrawn() {
        return withLeaving(clients) + backends > Math.max(usable(), 3);
    }
}
