package frontdoor.groups;

import frontdoor.health.CheckTally;
import frontdoor.health.Ejection;
import frontdoor.health.Told;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * The health of one server as its group knows it: it lives on across reloads.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
final class ServerHealth {
    private final Ejection ejection = new Ejection();
    private final CheckTally checks = new CheckTally();
    private final ServerTally tally = new ServerTally();
    private final LongAdder ejections = new LongAdder();
    private final LongAdder failedChecks = new LongAdder();
    private volatile Told ejected = new Told("", Instant.now());
    private volatile Told checked = ejected;

    /** Its absence, if there is one. */
    Ejection ejection() {
        return ejection;
    }

    /** What checks have told. */
    CheckTally checks() {
        return checks;
    }

    /** What was asked of it. */
    ServerTally tally() {
        return tally;
    }

    /** Why it was ejected, or came back, and since when that has been so. */
    Told ejected() {
        return ejected;
    }

    /** What the last check told that has changed something, and since when that has been so. */
    Told checked() {
        return checked;
    }

    /** How often it was ejected. */
    long ejections() {
        return ejections.sum();
    }

    /** Checks that have failed. */
    long failedChecks() {
        return failedChecks.sum();
    }

    /** It is ejected from now on, for this reason. */
    void onEjected(String why) {
        ejections.increment();
        ejected = new Told(why, Instant.now());
    }

    /** It is back, for this reason. */
    void onBack(String why) {
        ejected = new Told(why, Instant.now());
    }

    /** A check has failed. */
    void onFailedCheck() {
        failedChecks.increment();
    }

    /** Checks have changed what it is taken for, for this reason. */
    void onCheck(String why) {
        checked = new Told(why, Instant.now());
    }
}
