package frontdoor.discovery;

/**
 * Lets a bounded number of things through each second.
 *
 * <h2>Threads</h2>
 *
 * Confined to one event loop.
 */
final class Gate {
    private final int perSecond;
    private long second;
    private int passed;

    /** Lets {@code perSecond} through. */
    Gate(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether there is room left in this second, which is then used. */
    boolean pass(long epochSecond) {
        if (epochSecond != second) {
            second = epochSecond;
            passed = 0;
        }
        if (passed == perSecond) {
            return false;
        }
        passed++;
        return true;
    }
}
