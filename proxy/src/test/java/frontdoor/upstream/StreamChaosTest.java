package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.connect.PeerAddress;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.fixture.Http2Backend;
import frontdoor.fixture.LeakPresence;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.ResponseHead;
import frontdoor.limits.UpstreamLimits;
import frontdoor.limits.UpstreamPool;
import frontdoor.proxyheader.ProxyProtocol;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F14, K11, Q1, Q2: whatever a backend of HTTP/2 does, each request ends once, and gives back what it had. */
@ExtendWith(LeakPresence.class)
class StreamChaosTest {
    private static final int WAVES = 60;
    private static final int OF_EACH = 12;
    /** Requests that are not over when others begin. */
    private static final int MOST_OPEN = 45;

    private static final int REQUESTS = 25;
    private static final PeerLimits LIMITS = limits(REQUESTS);

    private final Http2Backend backend = new Http2Backend();
    private final Map<Failure, Integer> failures = new EnumMap<>(Failure.class);
    private TestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new TestBed(TestBed.Transport.NIO);
    }

    @AfterEach
    void close() throws Exception {
        backend.close();
        bed.close();
    }

    private static PeerLimits limits(int requests) {
        return new PeerLimits(
                6,
                new UpstreamPool(Duration.ofSeconds(4), OptionalInt.empty()),
                new UpstreamLimits(OptionalInt.of(requests), 40, Duration.ofSeconds(1)));
    }

    /** One request, which is sent once, and how it ended. */
    private final class Asked implements ResponseEvents {
        private final ClientConnection client = bed.client();
        private final boolean withBody;
        private @Nullable Opening opening;
        private @Nullable UpstreamStream stream;
        private int ends;
        private boolean cancelled;
        private boolean late;

        Asked(boolean withBody) {
            this.withBody = withBody;
        }

        void open(Peer peer) {
            opening = bed.upstreams.open(bed.loop, peer, TestBed.TIMEOUTS, false, this);
        }

        void cancel() {
            if (ends == 0 && !cancelled) {
                cancelled = true;
                if (stream != null) {
                    stream.cancel();
                } else if (opening != null) {
                    opening.cancel();
                }
            }
        }

        boolean isOver() {
            return ends > 0 || cancelled;
        }

        private void heard() {
            late |= isOver();
        }

        @Override
        public ClientConnection connection() {
            return client;
        }

        @Override
        public Client client() {
            return client.client();
        }

        @Override
        public void onUpstreamReady(UpstreamStream ready) {
            heard();
            stream = ready;
            ready.writeHead(TestBed.head(withBody ? "POST" : "GET", withBody ? 10 : 0));
            if (withBody) {
                ready.writeBody(bed.octets(10));
            }
            ready.writeEnd();
        }

        @Override
        public void onInterim(ResponseHead head) {
            heard();
        }

        @Override
        public void onResponseHead(ResponseHead head) {
            heard();
        }

        @Override
        public void onResponseBody(ByteBuf data) {
            heard();
            data.release();
        }

        @Override
        public void onResponseEnd() {
            heard();
            ends++;
        }

        @Override
        public void onUpstreamWritable() {
            heard();
        }

        @Override
        public void onMalformed(Flaw flaw) {
            heard();
        }

        @Override
        public void onUpstreamFailure(Failure failure) {
            heard();
            ends++;
            failures.merge(failure, 1, Integer::sum);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void endsEachRequestOnceAndKeepsNoPlace(long seed) {
        backend.does(new ChaoticBackend(seed));
        Random random = new Random(seed);
        PeerAddress address =
                new PeerAddress(new ServerPlace.Port("127.0.0.1", backend.port()), null, ProxyProtocol.OFF, true);
        Peer peer = bed.upstreams.peer(address, LIMITS);
        List<Asked> all = new ArrayList<>();
        for (int wave = 0; wave < WAVES; wave++) {
            bed.run(() -> {
                for (int i = 0; i < OF_EACH; i++) {
                    Asked one = new Asked(random.nextInt(4) == 0);
                    all.add(one);
                    one.open(peer);
                }
                all.get(random.nextInt(all.size())).cancel();
                all.get(all.size() - 1 - random.nextInt(OF_EACH)).cancel();
            });
            bed.turn();
            bed.pass(Duration.ofMillis(random.nextInt(5)));
            int most = all.size() - MOST_OPEN;
            awaitTrue(() -> isTrue(() -> all.stream().filter(Asked::isOver).count() >= most) || hasPassed());
        }
        awaitTrue(() -> {
            bed.pass(Duration.ofMillis(500));
            return isTrue(() -> all.stream().allMatch(Asked::isOver));
        });
        bed.turn();

        assertThat(all)
                .as("each ends once, and hears of nothing then")
                .allMatch(one -> one.ends == (one.cancelled ? 0 : 1) && !one.late);
        long served = all.stream().filter(one -> one.ends == 1).count()
                - failures.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(served).as("served, beside %s", failures).isGreaterThan(all.size() / 4);
        assertThat(bed.upstreams.waiting()).isZero();
        assertThat(peer.bound().taken()).isEqualTo(peer.open());

        // With a single place left there would be none if one were lost.
        backend.does(Http2Backend::hello);
        awaitTrue(() -> bed.upstreams.open() == 0);
        bed.run(() -> peer.setLimits(limits(1)));
        Map<Failure, Integer> before = Map.copyOf(failures);
        for (int i = 0; i < 3; i++) {
            Asked last = new Asked(false);
            bed.run(() -> last.open(peer));
            awaitTrue(() -> isTrue(last::isOver));
        }
        assertThat(failures).isEqualTo(before);
    }

    /** Time for what waits for the end of something that never comes. */
    private boolean hasPassed() {
        bed.pass(Duration.ofMillis(20));
        return false;
    }

    /** As the event loop sees it. */
    private boolean isTrue(BooleanSupplier condition) {
        boolean[] seen = new boolean[1];
        bed.run(() -> seen[0] = condition.getAsBoolean());
        return seen[0];
    }
}
