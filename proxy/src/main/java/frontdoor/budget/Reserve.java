package frontdoor.budget;

/**
 * One part of a budget that is kept. Once it is touched, a quarter more than it has to be free before it counts as whole again, so that what
 * depends on it does not come and go with every request.
 *
 * <h2>Threads</h2>
 *
 * Confined to the thread that looks after the budgets.
 */
final class Reserve {
    private final long amount;
    private boolean touched;

    /** A reserve of so much; one of 0 is never touched. */
    Reserve(long amount) {
        this.amount = amount;
    }

    /** Looks anew, now that so much is {@code free}. */
    boolean isTouched(long free) {
        touched = amount > 0 && free < (touched ? amount + amount / 4 : amount);
        return touched;
    }
}
