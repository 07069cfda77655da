package frontdoor.health;

/**
 * The outcome of the active checks of a server: it is up until so many in a row have failed, and down until so many in a row have gone well.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
public final class CheckTally {
    private volatile boolean up = true;
    /** Results in a row that speak against what it is taken for. */
    private int against;

    /** Whether it is taken for up; so it is before the first check. */
    public boolean isUp() {
        return up;
    }

    /**
     * A check has ended.
     *
     * @param upAfter good ones in a row, at least 1, bring it up
     * @param downAfter bad ones in a row, at least 1, take it down
     * @return whether that has changed what it is taken for
     */
    public synchronized boolean onResult(boolean good, int upAfter, int downAfter) {
        if (good == up) {
            against = 0;
            return false;
        }
        against++;
        if (against < (good ? upAfter : downAfter)) {
            return false;
        }
        against = 0;
        up = good;
        return true;
    }

    /** Nobody checks any more: it is taken for up; returns whether that is a change. */
    public boolean switchOff() {
        return onResult(true, 1, 1);
    }
}
