package frontdoor.listen;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * Finds out whether an address is free, and which one ":443" means here.
 *
 * <p>The listening sockets share their port (SO_REUSEPORT), so a second process that does the same would go unnoticed and take half of
 * the clients. A socket without that option is refused by the kernel while anybody listens. It never listens itself: a client that
 * connected just then would be reset. SO_REUSEADDR lets a restart bind while old connections are in TIME_WAIT.
 */
final class PortProbe {
    private static final InetAddress ANY_V6 = InetAddress.ofLiteral("::");
    private static final InetAddress ANY_V4 = InetAddress.ofLiteral("0.0.0.0");

    private PortProbe() {}

    /**
     * Finds the address to listen on, its port never 0.
     *
     * @throws CannotListenException if it is taken, forbidden or not of this machine
     */
    static InetSocketAddress find(Port wanted) throws CannotListenException {
        Optional<InetAddress> one = wanted.address().address();
        if (one.isPresent()) {
            return bind(wanted, one.get());
        }
        try {
            return bind(wanted, ANY_V6);
        } catch (CannotListenException noIpv6) {
            if (BindProblem.of(noIpv6) != BindProblem.NO_SUCH_ADDRESS) {
                throw noIpv6;
            }
            return bind(wanted, ANY_V4);
        }
    }

    private static InetSocketAddress bind(Port wanted, InetAddress address) throws CannotListenException {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, wanted.address().port()));
            return new InetSocketAddress(address, socket.getLocalPort());
        } catch (IOException | IllegalArgumentException refused) {
            throw BindProblem.of(refused).toException(wanted, refused);
        }
    }
}
