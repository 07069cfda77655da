package frontdoor.proxyheader;

/** The listeners' way with a PROXY header before anything else of a connection. */
public enum ProxyHeaderRule {
    /** It is none of theirs: whatever looks like one is malformed. */
    OFF,
    /** Trusted proxies may begin with it. */
    ACCEPT,
    /** Everybody has to, and only trusted proxies can. */
    REQUIRE
}
