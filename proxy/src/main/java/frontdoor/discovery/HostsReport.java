package frontdoor.discovery;

import java.time.Instant;
import java.util.List;

/**
 * The names that clients asked for since the start.
 *
 * @param since when the process started to look
 * @param hosts by name
 * @param others how often names were seen that are not listed: too rare, or too many new ones at once
 * @param withoutServerName TLS handshakes of clients that sent no name
 */
record HostsReport(Instant since, List<Host> hosts, long others, long withoutServerName) {
    /**
     * One name.
     *
     * @param site the name of the site it belongs to, or empty: it is not configured
     * @param handshakes TLS handshakes that asked for it, refused ones included
     * @param secure requests over TLS
     * @param plaintext requests in the clear
     * @param lastSeen in seconds since the epoch
     */
    record Host(String name, String site, long handshakes, long secure, long plaintext, long lastSeen) {}
}
