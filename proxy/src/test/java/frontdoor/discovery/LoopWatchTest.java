package frontdoor.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The observations that an event loop hands over stay bounded, whatever the exchanges are that end on it. */
class LoopWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Observation> observations = new ArrayList<>();
    private final LoopWatch watch =
            new LoopWatch(observations::add, new ReportIntake(new ReportQueue(_ -> true), new ReportTally()));
    private final Loop loop =
            new Loop(0, new EmbeddedChannel().eventLoop(), Ticker.systemTicker(), InstantSource.fixed(NOW));

    private Ended began(int secondsAgo) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 50000);
        return new Ended(
                new ClientConnection(new Accepted(loop, address, address, false), null),
                NOW.minusSeconds(secondsAgo).toEpochMilli());
    }

    @Test
    void handsOverABoundedNumberEachSecondAlsoOfExchangesThatBeganInManySeconds() {
        IntStream.range(0, 1000).forEach(i -> watch.onExchange(began(i % 2)));

        assertThat(observations).hasSize(LoopWatch.ARRIVALS);
        assertThat(watch.arrived()).isEqualTo(1000);
        assertThat(watch.arrivedUnseen()).isEqualTo(1000 - LoopWatch.ARRIVALS);
    }

    private record Ended(ClientConnection connection, RequestHead request, long startedAtMillis)
            implements ExchangeRecord {
        private Ended(ClientConnection connection, long startedAtMillis) {
            this(connection, new RequestHead(), startedAtMillis);
        }

        @Override
        public Client client() {
            return connection.client();
        }

        @Override
        public String site() {
            return null;
        }

        @Override
        public String upstream() {
            return null;
        }

        @Override
        public SocketAddress peer() {
            return null;
        }

        @Override
        public int status() {
            return 404;
        }

        @Override
        public Failure failure() {
            return null;
        }

        @Override
        public Flaw flaw() {
            return null;
        }

        @Override
        public long requestBodyOctets() {
            return 0;
        }

        @Override
        public long responseBodyOctets() {
            return 0;
        }

        @Override
        public long durationNanos() {
            return 0;
        }

        @Override
        public long upstreamNanos() {
            return -1;
        }

        @Override
        public int retries() {
            return 0;
        }

        @Override
        public int masked(MaskedFault.Kind kind) {
            return 0;
        }

        @Override
        public Set<Credential> clearCredentials() {
            return Set.of();
        }

        @Override
        public List<MaskedFault> maskedFaults() {
            return List.of();
        }
    }
}
