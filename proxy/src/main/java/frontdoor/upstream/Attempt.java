package frontdoor.upstream;

/** The outcome of an attempt to reach a peer, as {@link PeerHealth} hears it. */
enum Attempt {
    /** No address of it could be connected to, or it has none. */
    UNREACHABLE,
    /** A connection is there. */
    CONNECTED,
    /** It has sent the final head of an answer. */
    ANSWERED
}
