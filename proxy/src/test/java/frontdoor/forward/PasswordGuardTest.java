package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.fixture.PassingTime;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.login.Passwords;
import frontdoor.login.StuckPasswords;
import frontdoor.loop.TransportKind;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.Upstreams;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G8: a login that cannot be checked now. */
class PasswordGuardTest {
    private final MockTicker clock = Ticker.newMockTicker();
    private final RecordingClient client = new RecordingClient(true, InstantSource.system(), clock);
    private final List<ExchangeRecord> ended = new ArrayList<>();

    @TempDir
    private Path directory;

    private Snapshot snapshot() throws Exception {
        Path users = directory.resolve("users");
        Files.writeString(users, "ann:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC\n");
        ConfigResult result = ConfigLoader.parse("f.conf", """
                frontdoor.sites.a {
                  hosts = [a.test], certificate { chain = c, key = k }, basic-auth.users-file = "%s"
                  backend = "http://127.0.0.1:1"
                }
                """.formatted(users));
        assertThat(result).as("%s", result).isInstanceOf(ConfigResult.Loaded.class);
        Upstreams upstreams = new Upstreams(
                List.of(client.connection().loop()),
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024);
        return SnapshotFixture.build(((ConfigResult.Loaded) result).config(), LoadedCertificates.NONE, upstreams);
    }

    @Test
    void keepsNobodyWaitingForLong() throws Exception {
        try (Discovery discovery = Discovery.open(1, InstantSource.system());
                Passwords stuck = StuckPasswords.make()) {
            Snapshot snapshot = snapshot();
            RequestHead request = TestRequest.of("GET", "/");
            TestRequest.add(request, "Authorization", "Basic YW5uOm15UGFzc3dvcmQ=");
            new Forwarder(
                            () -> snapshot,
                            new RecordingUpstream(),
                            ended::add,
                            discovery,
                            stuck,
                            List.of(client.connection().loop()))
                    .start(client, request)
                    .onRequestEnd();
            assertThat(client.events).isEmpty();
            PassingTime.on(
                    client.connection().loop(),
                    nanos -> clock.advance(nanos, TimeUnit.NANOSECONDS),
                    Passwords.PATIENCE.plusSeconds(1).toNanos());
            assertThat(ended).hasSize(1);
            assertThat(ended.getFirst().failure()).isEqualTo(Failure.LOGIN_OVERLOADED);
            assertThat(client.events.getFirst()).startsWith("503").contains("Retry-After: 1");
        }
    }
}
