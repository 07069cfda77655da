package frontdoor.audit;

/**
 * How to audit.
 *
 * @param demands whose demands the header is measured against
 */
public record AuditOptions(Network network, Demands demands) {
    /** Whose demands a host is measured against. */
    public enum Demands {
        /** Those of a preload list, for a host that wants to enter it. */
        PRELOAD,
        /** The same, for one that entered it before October 2017, when 18 weeks were enough. */
        PRELOAD_OLD_ENTRY,
        /** Those of a preload list, for one that wants to leave it. */
        REMOVAL,
        /** Browsers' and visitors' only: nobody wants this host preloaded. */
        NO_LIST
    }
}
