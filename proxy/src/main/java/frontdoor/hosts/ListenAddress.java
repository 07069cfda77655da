package frontdoor.hosts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where to listen.
 *
 * @param address one local address, or empty for every address, v4 and v6
 * @param port 0 to 65535; 0 lets the system pick one
 */
public record ListenAddress(Optional<InetAddress> address, int port) {
    /** The address to bind. */
    public InetSocketAddress toSocketAddress() {
        return address.map(one -> new InetSocketAddress(one, port)).orElseGet(() -> new InetSocketAddress(port));
    }

    /** Whether this machine alone can come there. */
    public boolean isLoopback() {
        return address.map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** As it is written in a configuration: {@code :443}, {@code 127.0.0.1:443} or {@code [::1]:443}. */
    @Override
    public String toString() {
        return address.map(Addresses::toHost).orElse("") + ":" + port;
    }
}
