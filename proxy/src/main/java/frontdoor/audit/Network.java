package frontdoor.audit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How servers are reached.
 *
 * @param connects other servers to connect to; the first that fits counts
 * @param resolves addresses that are known already; the first that fits counts
 * @param trust who may vouch for a server
 * @param patience how long one server may take for one answer, from looking up its name to the end of the answer's head
 */
public record Network(List<ConnectTo> connects, List<Resolve> resolves, Trust trust, Duration patience) {
    private static final int MAX_ADDRESSES = 4;

    public Network {
        connects = List.copyOf(connects);
        resolves = List.copyOf(resolves);
    }

    /** Where {@code host} is reached, at least one address; blocks until the deadline at most. */
    List<InetSocketAddress> find(String host, int port, Patience deadline) throws IOException {
        for (ConnectTo connect : connects) {
            if (connect.fits(host, port)) {
                return resolve(connect.host(host), connect.port(port), deadline);
            }
        }
        return resolve(host, port, deadline);
    }

    private List<InetSocketAddress> resolve(String host, int port, Patience deadline) throws IOException {
        for (Resolve resolve : resolves) {
            if (resolve.fits(host, port)) {
                return List.of(resolve.to());
            }
        }
        return lookUp(host, deadline).stream()
                .limit(MAX_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static List<InetAddress> lookUp(String host, Patience deadline) throws IOException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(name));
        // The system's resolver waits as long as it likes, and a virtual thread would take its carrier along.
        Thread.ofPlatform().daemon().name("lookup").start(lookup);
        try {
            return Arrays.asList(lookup.get(deadline.millis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            throw new SocketTimeoutException("no answer of a name server");
        } catch (ExecutionException failed) {
            throw new UnknownHostException(host);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("interrupted");
        }
    }
}
