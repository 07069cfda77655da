package frontdoor.listen;

import java.net.InetSocketAddress;

/**
 * A port that is listened on.
 *
 * @param port as configured
 * @param local the address in use, with the number the system picked for port 0
 */
public record BoundPort(Port port, InetSocketAddress local) {}
