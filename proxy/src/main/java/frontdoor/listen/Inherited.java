package frontdoor.listen;

import frontdoor.hosts.ListenAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listening sockets that another process has bound, the one before or a service manager, by their addresses.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} closes those that no port was for; clients that wait there are lost.
 */
public final class Inherited implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Inherited.class);

    private final List<Socket> sockets = new ArrayList<>();

    private Inherited() {}

    /** None. */
    public static Inherited none() {
        return new Inherited();
    }

    /** The sockets of {@code descriptors}, of which it takes ownership. */
    public static Inherited of(List<Integer> descriptors) {
        Inherited inherited = new Inherited();
        descriptors.forEach(descriptor -> inherited.sockets.add(new Socket(descriptor)));
        return inherited;
    }

    /** Takes out those that listen at {@code address}; may be none. Their descriptors are the caller's. */
    List<Socket> take(ListenAddress address) {
        List<Socket> taken = new ArrayList<>();
        for (Iterator<Socket> all = sockets.iterator(); all.hasNext(); ) {
            Socket socket = all.next();
            if (isAt(address, socket.localAddress())) {
                taken.add(socket);
                all.remove();
            }
        }
        return taken;
    }

    private static boolean isAt(ListenAddress wanted, InetSocketAddress local) {
        return local.getPort() == wanted.port()
                && wanted.address()
                        .map(one -> one.equals(local.getAddress()))
                        .orElse(local.getAddress().isAnyLocalAddress());
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            log.atWarn()
                    .addKeyValue("address", socket.localAddress())
                    .log("a socket was handed over for a port that is not configured; it is closed");
            try {
                socket.close();
            } catch (IOException _) {
                // The system closes it with the process.
            }
        }
        sockets.clear();
    }
}
