package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;

/** The exchanges of one event loop that are told: a share of those that went well, evenly, and all others. */
final class Sample {
    /** Percent. */
    static final int ALL = 100;

    private static final int BAD = 400;

    private final int percent;
    private int due;

    /** {@code percent} of those that went well, 0 to 100. */
    Sample(int percent) {
        this.percent = percent;
    }

    /** Whether this one is to be told. */
    boolean takes(ExchangeRecord exchange) {
        if (percent == ALL || exchange.failure() != null || exchange.status() >= BAD) {
            return true;
        }
        due += percent;
        if (due < ALL) {
            return false;
        }
        due -= ALL;
        return true;
    }
}
