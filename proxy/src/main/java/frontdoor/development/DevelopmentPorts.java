package frontdoor.development;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ports of a development front door, on every loopback address of this machine.
 *
 * @param http for plaintext
 * @param https for TLS; also what redirects name, so it is known before anything listens
 * @param admin for the admin listener; 0 when the system shall pick one
 * @param addresses the loopback addresses, as they are written in URLs
 */
public record DevelopmentPorts(int http, int https, int admin, List<String> addresses) {
    private static final int USUAL_ADMIN = 9901;
    private static final int HTTP = 80;
    private static final int LARGEST = 65_535;
    private static final int ATTEMPTS = 20;
    private static final InetAddress LOOPBACK_V4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress LOOPBACK_V6 = InetAddress.ofLiteral("::1");

    public DevelopmentPorts {
        addresses = List.copyOf(addresses);
    }

    /** Takes the ports as they are, with a free one for each that is 0, and the usual admin port unless somebody has it. */
    public static DevelopmentPorts pick(int http, int https) {
        List<InetAddress> loopback = loopback();
        int pickedHttp = http == 0 ? freePort(loopback, https) : http;
        int pickedHttps = https == 0 ? freePort(loopback, pickedHttp) : https;
        boolean adminIsFree =
                pickedHttp != USUAL_ADMIN && pickedHttps != USUAL_ADMIN && isFree(LOOPBACK_V4, USUAL_ADMIN);
        List<String> addresses = loopback.stream().map(DevelopmentPorts::inUrl).toList();
        return new DevelopmentPorts(pickedHttp, pickedHttps, adminIsFree ? USUAL_ADMIN : 0, addresses);
    }

    /** {@code ADDRESS:port} for every address. */
    List<String> listening(int port) {
        return addresses.stream().map(address -> address + ":" + port).toList();
    }

    /** The option that moves the port of ours to which {@code backend} leads; empty when it leads elsewhere. Blocks on names. */
    Optional<String> optionOfOwn(URI backend) {
        int port = backend.getPort() < 0 ? HTTP : backend.getPort();
        if (backend.getHost() == null || (port != http && port != https) || !leadsHere(backend.getHost())) {
            return Optional.empty();
        }
        return Optional.of(port == http ? "--http-port" : "--https-port");
    }

    private boolean leadsHere(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .anyMatch(one -> one.isAnyLocalAddress() || addresses.contains(inUrl(one)));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static List<InetAddress> loopback() {
        try {
            // Containers often have no IPv6, not even this.
            boolean ipv6 = NetworkInterface.getByInetAddress(LOOPBACK_V6) != null;
            return ipv6 ? List.of(LOOPBACK_V4, LOOPBACK_V6) : List.of(LOOPBACK_V4);
        } catch (SocketException _) {
            return List.of(LOOPBACK_V4);
        }
    }

    private static int freePort(List<InetAddress> addresses, int other) {
        return Stream.generate(DevelopmentPorts::anyPort)
                .limit(ATTEMPTS)
                .filter(port -> port != other && addresses.stream().allMatch(address -> isFree(address, port)))
                .findFirst()
                .orElse(0);
    }

    private static int anyPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK_V4)) {
            return socket.getLocalPort();
        } catch (IOException _) {
            return LARGEST;
        }
    }

    private static boolean isFree(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String inUrl(InetAddress address) {
        return address.equals(LOOPBACK_V6) ? "[::1]" : address.getHostAddress();
    }
}
