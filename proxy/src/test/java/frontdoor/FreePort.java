package frontdoor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port for those that cannot let the system pick: never given twice by one JVM, nor by another lane of the tests, nor by the system to
 * a client's socket, all of which would take it between the asking and the listening.
 */
public final class FreePort {
    /** Below those that Linux gives to clients ({@code net.ipv4.ip_local_port_range}), and that much for each lane. */
    private static final int FIRST = 23_000;

    private static final int LANE = 2_000;
    private static final int LANES = 4;

    private static final int lane = Integer.getInteger("surefire.forkNumber", 0) % LANES;
    private static final AtomicInteger next =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % LANE));

    private FreePort() {}

    /** A port of the loopback address that nobody listens on. */
    public static int take() {
        for (int tries = 0; tries < LANE; tries++) {
            int port = FIRST + lane * LANE + next.getAndIncrement() % LANE;
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new AssertionError("no port of this lane is free");
    }
}
