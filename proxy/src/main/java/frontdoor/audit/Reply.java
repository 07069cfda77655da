package frontdoor.audit;

/** What asking once led to. */
sealed interface Reply permits Answer, NoAnswer {}
