package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;

/** One way to write an exchange as a line. An instance belongs to one event loop. */
interface LineFormat {
    /** Appends the line, its end included. Borrows both for the call. */
    void write(ExchangeRecord exchange, LineBuffer line);

    /** The status as it is logged: a client that left before a head was written is a 499. */
    static int statusOf(ExchangeRecord exchange) {
        var failure = exchange.failure();
        return exchange.status() == 0 && failure != null ? failure.status() : exchange.status();
    }
}
