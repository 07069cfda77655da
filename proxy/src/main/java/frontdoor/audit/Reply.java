package frontdoor.audit;

/** The outcome of asking once. */
sealed interface Reply permits Answer, NoAnswer {}
