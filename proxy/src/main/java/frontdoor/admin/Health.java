package frontdoor.admin;

import org.jspecify.annotations.Nullable;

/** How the process is, for those who decide whether it is restarted, and whether it gets new requests. */
public interface Health {
    /** One word for why it is to be restarted, or null: it is alive. */
    @Nullable
    String fault();

    /** Whether it takes new requests: not while it comes to its end. */
    boolean takesRequests();

    /** A line for each thing that is out of the ordinary while it takes requests. */
    default String notes() {
        return "";
    }
}
