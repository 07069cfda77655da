package frontdoor.proxyheader;

import java.net.InetSocketAddress;

/** The outcome of a look at the first octets of a connection that may begin with a PROXY header. */
public sealed interface ProxyHeader {
    /** The beginning of one, perhaps. */
    record NeedMore() implements ProxyHeader {}

    /** The connection begins with something else. */
    record Absent() implements ProxyHeader {}

    /**
     * It tells of a client.
     *
     * @param source where the client is
     * @param destination where it has connected to
     * @param secure whether the client spoke TLS with whoever sends the header
     */
    record Told(InetSocketAddress source, InetSocketAddress destination, boolean secure) implements ProxyHeader {}

    /** It is that of a connection of the proxy's own, as for a health check: whoever sends it is the client. */
    record Local() implements ProxyHeader {}

    /**
     * It tells of a client that has no address that could be told, such as one behind a socket of the proxy's machine.
     *
     * @param secure whether the client spoke TLS with whoever sends the header
     */
    record Nameless(boolean secure) implements ProxyHeader {}

    /**
     * It breaks the rules.
     *
     * @param why in a few words
     */
    record Malformed(String why) implements ProxyHeader {}
}
