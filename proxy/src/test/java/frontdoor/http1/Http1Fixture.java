package frontdoor.http1;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ClientStream;
import frontdoor.fixture.EmbeddedSocket;
import frontdoor.fixture.PassingTime;
import frontdoor.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One connection under virtual time, with a core that writes down what it hears. */
final class Http1Fixture implements AutoCloseable {
    static final ClientLimits LIMITS =
            new ClientLimits(8192, 16384, 100, seconds(10), seconds(60), seconds(30), TimeUnit.HOURS.toNanos(1));

    final MockTicker ticker = Ticker.newMockTicker();
    final EmbeddedSocket channel = new EmbeddedSocket(ticker);
    final Loop loop = new Loop(0, channel.eventLoop(), ticker);
    final RecordingCore core = new RecordingCore();
    final Http1Handler handler;
    private final List<ByteBuf> sent = new ArrayList<>();

    Http1Fixture() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        handler =
                new Http1Handler(new ClientConnection(new Accepted(loop, address, address, false), null), LIMITS, core);
        channel.add(handler);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    /** The client sends; line ends are written as \n. */
    Http1Fixture send(String text) {
        return sendRaw(text.replace("\n", "\r\n"));
    }

    Http1Fixture sendRaw(String text) {
        ByteBuf octets = RecordingCore.octets(text);
        sent.add(octets);
        channel.writeInbound(octets);
        return this;
    }

    Http1Fixture get(String path) {
        return send("GET " + path + " HTTP/1.1\nHost: a\n\n");
    }

    /** What the client got since it last looked; line ends as \n. */
    String received() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        ByteBuf piece;
        while ((piece = channel.readOutbound()) != null) {
            text.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return text.toString().replace("\r\n", "\n");
    }

    ClientStream stream() {
        return Objects.requireNonNull(core.stream);
    }

    /** Lets time pass; deadlines may fire up to a tick late. */
    void pass(Duration time) {
        PassingTime.on(loop, nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS), time.toNanos());
        channel.runPendingTasks();
    }

    void assertLingers() {
        channel.runPendingTasks();
        assertThat(channel.isOutputShutdown()).as("FIN sent").isTrue();
        assertThat(channel.isOpen()).as("still reading").isTrue();
    }

    void assertOpen() {
        channel.runPendingTasks();
        assertThat(channel.isOutputShutdown()).as("FIN sent").isFalse();
        assertThat(channel.isOpen()).isTrue();
    }

    void assertClosed() {
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
        assertThat(sent).as("released").allMatch(octets -> octets.refCnt() == 0);
    }
}
