package frontdoor.config;

/**
 * A server behind the front door, spoken to over plain HTTP.
 *
 * @param host a DNS name or an IP address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record BackendUrl(String host, int port) {
    /** {@code legacy:8080} or {@code [::1]:8080}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
