package frontdoor.config;

import java.time.Duration;

/**
 * How long the parts of a site's exchange may take; all positive.
 *
 * @param clientBody between two reads of a request body (K7)
 * @param upstreamConnect to open a connection to a server (K12)
 * @param upstreamResponse from the end of the request to the first byte of the answer (K12)
 * @param upstreamIdle between two reads of an answer's body (K12)
 * @param websocketIdle an upgraded connection with no byte in either direction
 */
public record SiteTimeouts(
        Duration clientBody,
        Duration upstreamConnect,
        Duration upstreamResponse,
        Duration upstreamIdle,
        Duration websocketIdle) {}
