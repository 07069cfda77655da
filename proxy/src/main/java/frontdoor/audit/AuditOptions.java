package frontdoor.audit;

/**
 * How to audit.
 *
 * @param port of the host, 1 to 65535; lists look at 443
 * @param demands whose demands the header is measured against
 */
public record AuditOptions(int port, Network network, Demands demands) {
    /** Whose demands a host is measured against. */
    public enum Demands {
        /** Those of a preload list, for a host that wants to enter it. */
        PRELOAD,
        /** The same, for one that entered it before October 2017, when 18 weeks were enough. */
        PRELOAD_OLD_ENTRY,
        /** Those of a preload list, for one that wants to leave it. */
        REMOVAL,
        /** Browsers' and visitors': what else a list demands is a note. */
        BROWSERS;

        /** Whether a list is to take the host. */
        boolean areOfList() {
            return this == PRELOAD || this == PRELOAD_OLD_ENTRY;
        }
    }
}
