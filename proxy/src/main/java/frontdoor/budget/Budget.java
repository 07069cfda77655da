package frontdoor.budget;

import java.util.function.LongSupplier;

/**
 * One thing that the process has only so much of, known from the limits at its start.
 *
 * <p>From a reserve on nothing new is begun: it is for what is in flight, for reloads and the operator. Where requests need some of it too,
 * they are turned away first, and connections wait only when most of the reserve has gone: whoever comes meanwhile is told when to come again.
 */
public final class Budget {
    private final String name;
    private final long limit;
    private final Reserve requests;
    private final Reserve connections;
    private final LongSupplier used;
    private volatile long seen;
    private boolean admitsRequests = true;
    private boolean admitsConnections = true;

    private Budget(String name, long limit, Reserve requests, Reserve connections, LongSupplier used) {
        this.name = name;
        this.limit = limit;
        this.requests = requests;
        this.connections = connections;
        this.used = used;
    }

    /**
     * A budget that requests and connections are paid from.
     *
     * @param name its name in logs and metrics
     * @param limit all there is
     * @param reserve what requests leave of it; connections leave half of that
     * @param used how much is in use; asked several times a second, on a thread of its own
     */
    public static Budget ofMemory(String name, long limit, long reserve, LongSupplier used) {
        return new Budget(name, limit, new Reserve(reserve), new Reserve(reserve / 2), used);
    }

    /** The same for what connections are paid from, but no requests. */
    public static Budget ofConnections(String name, long limit, long reserve, LongSupplier used) {
        return new Budget(name, limit, new Reserve(0), new Reserve(reserve), used);
    }

    /** Its name in logs and metrics. */
    public String name() {
        return name;
    }

    /** All there is. */
    public long limit() {
        return limit;
    }

    /** How much was in use when it was looked at last. */
    public long used() {
        return seen;
    }

    /** Looks anew. */
    void refresh() {
        seen = used.getAsLong();
        long free = limit - seen;
        admitsRequests = !requests.isTouched(free);
        admitsConnections = !connections.isTouched(free);
    }

    boolean admitsRequests() {
        return admitsRequests;
    }

    boolean admitsConnections() {
        return admitsConnections;
    }
}
