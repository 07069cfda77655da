package frontdoor.http1;

import static frontdoor.http1.RecordingCore.answer;
import static frontdoor.http1.RecordingCore.head;
import static frontdoor.http1.RecordingCore.octets;
import static frontdoor.http1.RecordingCore.switched;
import static frontdoor.http1.SocketFixture.readUntil;
import static frontdoor.http1.SocketFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.exchange.ClientStream;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The things that only real sockets show: ends of connections, resets, and what a client has got by then. */
class SocketsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void answersOneRequestAfterTheOther(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            server.core.onEnd = stream -> answer(stream, "hello");
            for (int i = 0; i < 3; i++) {
                send(client, "GET / HTTP/1.1\nHost: a\n\n");
                assertThat(readUntil(client, "hello")).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
    }

    /** D26, B7: the client sends a mebibyte before it looks. */
    @ParameterizedTest
    @EnumSource
    void letsTheClientReadAnAnswerToABodyThatWasNotRead(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            server.core.onStart = stream -> {
                stream.discardBody();
                stream.writeHead(head(413, 0), HstsField.NONE, true);
            };
            send(client, "POST / HTTP/1.1\nHost: a\nContent-Length: 1048576\n\n" + "x".repeat(1_048_576));
            assertThat(readUntil(client, "nothing more"))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("\r\n\r\n");
        }
    }

    /** 17.11: over TLS close_notify comes before FIN, else the client's read would fail. */
    @ParameterizedTest
    @EnumSource
    void endsTheConnectionInOrder(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            server.core.onEnd = stream -> answer(stream, "x".repeat(100_000));
            send(client, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
            assertThat(readUntil(client, "nothing more")).endsWith("x".repeat(100_000));
        }
    }

    /** One segment instead of two, and one system call. */
    @ParameterizedTest
    @EnumSource(names = {"EPOLL_TLS", "IO_URING_TLS"})
    void sendsTheLastAnswerAndCloseNotifyTogether(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            server.core.onEnd = stream -> {
                server.flushes.set(0);
                answer(stream, "hello");
            };
            send(client, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
            assertThat(readUntil(client, "nothing more")).endsWith("hello");
            assertThat(server.flushes).hasValue(1);
        }
    }

    /** D25. */
    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
    void answersAClientThatHalfCloses(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            send(client, "GET / HTTP/1.1\nHost: a\n\n");
            client.shutdownOutput();
            await().until(() -> server.core.heard.contains("end"));
            assertThat(server.core.heard).containsExactly("GET /", "end");
            server.onLoop(() -> answer(server.stream(), "x"));
            assertThat(readUntil(client, "nothing more")).endsWith("x");
        }
    }

    /** G15: the engine cannot answer any more once the client has said goodbye. */
    @ParameterizedTest
    @EnumSource(names = {"EPOLL_TLS", "IO_URING_TLS"})
    void takesCloseNotifyForTheEnd(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory)) {
            try (Socket client = server.connect()) {
                send(client, "GET / HTTP/1.1\nHost: a\n\n");
                await().until(() -> server.core.heard.contains("end"));
            }
            await().until(() -> server.core.heard.contains("failure client_aborted"));
        }
    }

    /** G15. */
    @ParameterizedTest
    @EnumSource
    void noticesAReset(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            send(client, "GET / HTTP/1.1\nHost: a\n\n");
            await().until(() -> server.core.heard.contains("end"));
            SocketFixture.reset(client);
            await().until(() -> server.core.heard.contains("failure client_aborted"));
        }
    }

    /** D25, 17.9: neither the half-closure nor the reset makes the loop spin, and the next write tells. */
    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "IO_URING"})
    void bearsAResetAfterAHalfClose(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            send(client, "GET / HTTP/1.1\nHost: a\n\n");
            client.shutdownOutput();
            await().until(() -> server.core.heard.contains("end"));
            SocketFixture.reset(client);
            long[] thread = new long[1];
            server.onLoop(() -> thread[0] = Thread.currentThread().threadId());
            long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread[0]);
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            long spent = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread[0]) - before;
            assertThat(spent).isLessThan(Duration.ofMillis(250).toNanos());
            server.onLoop(() -> server.stream().writeHead(head(200, 9), HstsField.NONE, false));
            await().until(() -> server.core.heard.contains("failure client_aborted"));
        }
    }

    /** G4: HTTP/1.0 has no other sign than a reset, over TLS none but a missing close_notify. */
    @ParameterizedTest
    @EnumSource
    void resetsABodyUntilCloseThatIsCutOff(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            send(client, "GET / HTTP/1.0\n\n");
            await().until(() -> server.core.heard.contains("end"));
            server.onLoop(() -> {
                server.stream().writeHead(head(200, -1), HstsField.NONE, false);
                server.stream().writeBody(octets("abc"));
            });
            assertThat(readUntil(client, "abc")).endsWith("\r\n\r\nabc");
            server.onLoop(() -> server.stream().abort(Failure.UPSTREAM_CLOSED_EARLY));
            assertThatThrownBy(() -> readUntil(client, "nothing more")).isInstanceOf(IOException.class);
        }
    }

    /** U5: over TLS there is no half-closure, so the backend's end is the end of both directions. */
    @ParameterizedTest
    @EnumSource(names = {"EPOLL_TLS", "IO_URING_TLS"})
    void endsATunnelOverTlsWithTheBackend(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            send(client, TunnelTest.UPGRADE);
            await().until(() -> server.core.heard.contains("end"));
            server.onLoop(() -> {
                server.stream().writeHead(switched(), HstsField.NONE, false);
                server.stream().writeBody(octets("last"));
                server.stream().writeEnd();
            });
            assertThat(readUntil(client, "nothing more")).endsWith("\r\n\r\nlast");
            assertThat(server.core.heard).containsExactly("GET /ws", "end", "end");
        }
    }

    /** K15: what the client does not take stays unwritten, and in the end every octet arrives. */
    @ParameterizedTest
    @EnumSource
    void writesNoMoreThanTheClientTakes(SocketFixture.Kind kind) throws Exception {
        try (SocketFixture server = new SocketFixture(kind, directory);
                Socket client = server.connect()) {
            Download download = new Download();
            server.core.onEnd = download::begin;
            server.core.onWritable = download::write;
            send(client, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
            await().until(() -> server.core.stream != null && !server.isWritable());
            assertThat(download.left).hasPositiveValue();
            readUntil(client, "\r\n\r\n");
            assertThat(client.getInputStream().transferTo(OutputStream.nullOutputStream()))
                    .isEqualTo(Download.LENGTH);
        }
    }

    /** A response that is written as long as the client takes it. */
    private static final class Download {
        static final int LENGTH = 16 * 1024 * 1024;
        private static final int PIECE = 16 * 1024;

        final AtomicInteger left = new AtomicInteger(LENGTH);

        void begin(ClientStream stream) {
            stream.writeHead(head(200, LENGTH), HstsField.NONE, false);
            write(stream);
        }

        void write(ClientStream stream) {
            while (left.get() > 0 && stream.isWritable()) {
                left.addAndGet(-PIECE);
                stream.writeBody(octets("x".repeat(PIECE)));
            }
            if (left.get() == 0) {
                stream.writeEnd();
            }
        }
    }
}
