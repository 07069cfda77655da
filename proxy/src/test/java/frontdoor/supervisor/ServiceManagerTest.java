package frontdoor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gifts of a service manager, and the words to it. */
class ServiceManagerTest {
    private static final long PROCESS = 4711;

    @TempDir
    Path directory;

    private static ServiceManager given(Map<String, String> environment) {
        return new ServiceManager(environment, PROCESS);
    }

    @Test
    void givesItsSocketsToTheProcessThatItHasStarted() {
        assertThat(given(Map.of("LISTEN_PID", "4711", "LISTEN_FDS", "2")).sockets())
                .containsExactly(3, 4);
        // Inherited by a child that they were not for.
        assertThat(given(Map.of("LISTEN_PID", "4712", "LISTEN_FDS", "2")).sockets())
                .isEmpty();
        assertThat(given(Map.of("LISTEN_PID", "4711", "LISTEN_FDS", "x")).sockets())
                .isEmpty();
        assertThat(given(Map.of()).sockets()).isEmpty();
    }

    @Test
    void hearsOfAWellProcessTwiceInItsTime() {
        assertThat(given(Map.of("WATCHDOG_USEC", "30000000")).watchdog()).contains(Duration.ofSeconds(15));
        assertThat(given(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"))
                        .watchdog())
                .isEmpty();
        assertThat(given(Map.of()).watchdog()).isEmpty();
    }

    @Test
    void isTold() throws IOException {
        assumeThat(Epoll.isAvailable()).isTrue();
        Path path = directory.resolve("notify");
        Socket manager = Socket.newSocketDomainDgram();
        try {
            manager.bind(new DomainSocketAddress(path.toString()));
            given(Map.of("NOTIFY_SOCKET", path.toString())).tell("READY=1");
            ByteBuffer heard = ByteBuffer.allocateDirect(64);
            int length = manager.recvFromDomainSocket(heard, 0, 64).receivedAmount();
            byte[] octets = new byte[length];
            heard.get(0, octets);
            assertThat(new String(octets, StandardCharsets.UTF_8)).isEqualTo("READY=1");
        } finally {
            manager.close();
        }
    }

    @Test
    void needNotBeThere() {
        given(Map.of()).tell("READY=1");
        given(Map.of("NOTIFY_SOCKET", directory.resolve("missing").toString())).tell("READY=1");
    }
}
