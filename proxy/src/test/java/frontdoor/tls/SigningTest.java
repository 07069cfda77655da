package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import frontdoor.share.ClientKey;
import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C12: where handshakes are signed: with RSA keys in a task, which leaves the event loop, with EC keys on the loop. */
class SigningTest {
    private static final CertificatePair RSA = pair(KeyKind.RSA, 60, "example.test");

    @BeforeEach
    void awaitTheEndOfOthers() {
        awaitNoThreads();
    }

    @Test
    void signsWithRsaKeysOffTheEventLoop() throws Exception {
        KeyPair keys = TestCertificates.newKeys(KeyKind.RSA);
        Instant now = Instant.now();
        var leaf = TestCertificates.leaf(
                keys, List.of("example.test"), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(50)));
        WatchedKey watched = new WatchedKey((RSAPrivateKey) keys.getPrivate());
        try (TlsServer server = TlsServer.serving(CertificateLoader.pair(List.of(leaf), watched));
                TlsClient client = TlsClient.connect(server.port(), "example.test")) {
            assertThat(client.leaf()).isEqualTo(leaf);
            assertThat(watched.readers()).isNotEmpty().allMatch(thread -> thread.startsWith("frontdoor-rsa-"));
        }
    }

    /** To hand a signature with an EC key to another thread would take longer than to make it. */
    @Test
    void signsWithEcKeysOnTheEventLoop() throws Exception {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        Instant now = Instant.now();
        var leaf = TestCertificates.leaf(
                keys, List.of("example.test"), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(50)));
        CountedKey counted = new CountedKey(keys.getPrivate());
        try (TlsServer server = TlsServer.serving(CertificateLoader.pair(List.of(leaf), counted));
                TlsClient client = TlsClient.connect(server.port(), "example.test")) {
            assertThat(client.leaf()).isEqualTo(leaf);
            assertThat(counted.readers()).isNotEmpty().noneMatch(thread -> thread.startsWith("frontdoor-rsa-"));
        }
    }

    /** A session that is resumed is not signed for: the way to another thread and back would be all that it gets of it. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void resumesOnTheEventLoop(String version, @TempDir Path directory) throws Exception {
        String session = directory.resolve("session").toString();
        SharedTicketKeys keys = keys(1);
        try (TlsServer first = TlsServer.serving(RSA)) {
            first.prepare(keys);
            connect(first, version, "-sess_out", session);
            assertThat(ownThreads()).isNotEmpty();
        }
        awaitNoThreads();
        try (TlsServer restarted = TlsServer.serving(RSA)) {
            restarted.prepare(keys);
            assertThat(connect(restarted, version, "-sess_in", session).resumed())
                    .isTrue();
            assertThat(ownThreads()).isEmpty();
            restarted.prepare(keys(2));
            assertThat(connect(restarted, version, "-sess_in", session).resumed())
                    .isFalse();
            assertThat(ownThreads()).isNotEmpty();
        }
    }

    private static SharedTicketKeys keys(int filling) {
        byte[] key = new byte[SharedTicketKeys.OCTETS];
        Arrays.fill(key, (byte) filling);
        return new SharedTicketKeys(key, key, key, Instant.MAX);
    }

    private static OpensslClient connect(TlsServer server, String... options) throws Exception {
        OpensslClient client = OpensslClient.connect(
                server.port(),
                Stream.concat(Stream.of("-servername", "example.test"), Stream.of(options))
                        .toArray(String[]::new));
        assertThat(client.succeeded()).as(client.output()).isTrue();
        return client;
    }

    /** Those that sign begin with the first task that they are given, and end with their server. */
    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("frontdoor-rsa-"))
                .toList();
    }

    private static void awaitNoThreads() {
        await().atMost(Duration.ofMinutes(1)).until(() -> ownThreads().isEmpty());
    }

    /** The task that asks for the key goes on with the handshake: what it has to say next, its signature included, is there behind it. */
    @Test
    void signsWithRsaKeysWithinTheTaskThatAsksForThem() throws Exception {
        afterHello(engine -> {
            assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
            engine.getDelegatedTask().run();
            assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        });
    }

    private static void afterHello(Consumer<SSLEngine> then) throws Exception {
        try (ServerTls tls = ServerTls.open(false, InstantSource.system())) {
            tls.prepare(Set.of(TlsTerms.USUAL), null);
            tls.swap(CertificateStore.of(List.of(RSA), List.of(), InstantSource.system()));
            ByteBuffer octets = helloOf("example.test");
            var read = (ClientHello.Parsed) new ClientHelloReader().read(Unpooled.wrappedBuffer(octets));
            SSLEngine engine = tls.newHandler(
                            UnpooledByteBufAllocator.DEFAULT,
                            new ClientKey(1, 0),
                            read.hello(),
                            Objects.requireNonNull(tls.choose(read.hello())),
                            SessionScope.of("site", "example.test"),
                            TlsTerms.USUAL)
                    .engine();
            try {
                engine.unwrap(octets, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
                then.accept(engine);
            } finally {
                ReferenceCountUtil.release(engine);
            }
        }
    }

    private static ByteBuffer helloOf(String name) throws Exception {
        SSLEngine client = SSLContext.getDefault().createSSLEngine(name, 443);
        client.setUseClientMode(true);
        ByteBuffer octets = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), octets);
        return octets.flip();
    }
}
