package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose limit of descriptors is lowered while it runs, so that clients that never finish their requests take them all. */
class NoDescriptorsIT {
    private static final int FEW = 20;
    private static final int CLIENTS = 60;
    private static final Duration WHILE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll", "nio"})
    @DisplayName(
            "Q13. Without descriptors accepting pauses quietly, is told once, and goes on when there are some again")
    void pausesQuietlyAndGoesOn(String transport) throws Exception {
        List<Socket> held = new ArrayList<>();
        SiteFiles site = new SiteFiles(directory, FreePort.take(), FreePort.take());
        try (FrontdoorProcess frontdoor =
                FrontdoorProcess.serve(directory, site.configuration(), "-DFRONTDOOR_TRANSPORT=" + transport)) {
            int port = frontdoor.plaintextPort();
            // Loads what a connection needs from beginning to end: a directory of classes takes a descriptor for each.
            assertThat(status(port)).startsWith("HTTP/1.1 3");
            halfARequest(port).close();
            frontdoor.limitDescriptors(frontdoor.descriptors() + FEW);
            for (int i = 0; i < CLIENTS; i++) {
                held.add(halfARequest(port));
            }
            frontdoor.awaitLog("a connection could not be accepted");

            assertThat(cpuWhileNothingHappens(frontdoor)).isLessThan(WHILE.dividedBy(2));
            assertThat(frontdoor.log()).containsOnlyOnce("a connection could not be accepted");

            closeAll(held);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> status(port).startsWith("HTTP/1.1 3"));
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                status(port);
                return frontdoor.log().contains("connections are accepted again");
            });
        } finally {
            closeAll(held);
        }
    }

    /** A share of a core is one of time: so some has to pass. */
    private static Duration cpuWhileNothingHappens(FrontdoorProcess frontdoor) {
        Duration before = frontdoor.cpu();
        long end = System.nanoTime() + WHILE.toNanos();
        await().until(() -> System.nanoTime() - end > 0);
        return frontdoor.cpu().minus(before);
    }

    private static Socket halfARequest(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: sh".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            String request = "GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
