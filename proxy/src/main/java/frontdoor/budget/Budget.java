package frontdoor.budget;

import java.util.function.LongSupplier;

/**
 * One thing that the process has only so much of, known from the limits at its start.
 *
 * <p>From the reserve on nothing new is begun: it is for what is in flight, for accepting, reloads and the operator. Only when a quarter
 * more than the reserve is free does it go on, so that it does not come and go with every request.
 */
public final class Budget {
    private final String name;
    private final long limit;
    private final long reserve;
    private final boolean forRequests;
    private final LongSupplier used;
    private boolean spent;

    /**
     * A budget that nothing is known of yet.
     *
     * @param name its name in logs and metrics
     * @param limit all there is
     * @param reserve what is kept of it
     * @param forRequests whether a request needs some of it, and not only a connection
     * @param used how much is in use; asked several times a second, on a thread of its own
     */
    public Budget(String name, long limit, long reserve, boolean forRequests, LongSupplier used) {
        this.name = name;
        this.limit = limit;
        this.reserve = reserve;
        this.forRequests = forRequests;
        this.used = used;
    }

    /** Its name in logs and metrics. */
    public String name() {
        return name;
    }

    /** All there is. */
    public long limit() {
        return limit;
    }

    /** How much is in use. */
    public long used() {
        return used.getAsLong();
    }

    boolean forRequests() {
        return forRequests;
    }

    /** Looks anew whether only the reserve is left. */
    boolean isSpent() {
        long free = limit - used();
        spent = free < (spent ? reserve + reserve / 4 : reserve);
        return spent;
    }
}
