package frontdoor.preflight;

/** The outcome of {@link HostNameReader}: a host as people write it down, understood or not. */
sealed interface WrittenName {
    /** A host, in lower case without a trailing dot, as A-labels; a wildcard as {@code *.NAME}. */
    record Host(String name) implements WrittenName {}

    /** No host with a policy: an address (RFC 6797 8.1.1), or a name that DNS keeps for other things (RFC 8552). */
    record NoHost() implements WrittenName {}

    /** It may be a host, and nobody can tell which. */
    record Unreadable(String why) implements WrittenName {}
}
