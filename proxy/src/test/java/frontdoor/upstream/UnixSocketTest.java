package frontdoor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.connect.PeerAddress;
import frontdoor.exchange.UpstreamStream;
import frontdoor.hosts.ServerPlace;
import frontdoor.proxyheader.ProxyProtocol;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends behind a socket of this machine, over every transport. */
class UnixSocketTest extends OverEveryTransport {
    @TempDir
    private Path directory;

    private PeerAddress address() {
        return new PeerAddress(
                new ServerPlace.SocketFile(directory.resolve("socket").toString()), null, ProxyProtocol.OFF);
    }

    private static void get(UpstreamStream stream) {
        stream.writeHead(TestBed.head("GET", 0));
        stream.writeEnd();
    }

    @Test
    void asksTwiceOnOneConnection() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
            Thread.ofPlatform().daemon().start(() -> serve(server, accepted));
            for (int i = 0; i < 2; i++) {
                RecordedResponse response = bed.open(address(), false, UnixSocketTest::get);
                assertThat(response.awaitOver()).isEqualTo("ready, 200, body hello, end");
                assertThat(response.stream().peer().toString()).endsWith("socket");
            }
            assertThat(accepted).hasValue(1);
        }
    }

    private static void serve(ServerSocketChannel server, AtomicInteger accepted) {
        ByteBuffer answer = ByteBuffer.wrap(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
        try {
            while (true) {
                SocketChannel connection = server.accept();
                accepted.incrementAndGet();
                ByteBuffer read = ByteBuffer.allocate(1000);
                while (connection.read(read) > 0) {
                    if (new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                        connection.write(answer.duplicate());
                    }
                }
            }
        } catch (Exception closed) {
            return;
        }
    }

    @Test
    void tellsThatNobodyListens() {
        assertThat(bed.open(address(), false, UnixSocketTest::get).awaitOver()).isEqualTo("upstream_connect_refused");
    }
}
