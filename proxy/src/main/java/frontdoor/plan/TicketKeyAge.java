package frontdoor.plan;

import frontdoor.terms.SharedTicketKeys;
import java.time.temporal.ChronoUnit;

/** The words about keys of session tickets that nobody has rotated for long. */
public final class TicketKeyAge {
    private TicketKeyAge() {}

    /** Since when, why that matters, and what to do. */
    public static String inWords(SharedTicketKeys keys) {
        return "the newest key is of " + keys.rotated().truncatedTo(ChronoUnit.SECONDS)
                + ", and whoever gets hold of these files reads all sessions that were resumed with them; write a new next at least"
                + " once a day, and make the old next current and the old current previous";
    }
}
