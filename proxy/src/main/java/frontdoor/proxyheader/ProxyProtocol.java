package frontdoor.proxyheader;

/** The header that tells a server, at the begin of a connection, whose requests come on it. */
public enum ProxyProtocol {
    OFF,
    /** A line of text. */
    V1,
    /** Octets, with what is known of TLS. */
    V2
}
