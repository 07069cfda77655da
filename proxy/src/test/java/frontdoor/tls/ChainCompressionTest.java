package frontdoor.tls;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import frontdoor.share.ClientKey;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSslCertificateCompressionAlgorithm;
import io.netty.handler.ssl.OpenSslCertificateCompressionConfig;
import io.netty.handler.ssl.OpenSslCertificateCompressionConfig.AlgorithmMode;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** RFC 8879, with a client that reads what the server makes of its certificates. */
final class ChainCompressionTest {
    private static final int ZLIB = 1;
    /** Not among those that are offered. */
    private static final int ZSTANDARD = 3;

    /** Nobody asks it anything. */
    private final SSLEngine engine = newEngine();

    private final CertificatePair pair = TestPairs.pair(
            KeyKind.EC,
            30,
            IntStream.range(0, 40).mapToObj(i -> "host" + i + ".example.test").toArray(String[]::new));

    /** Reads one form, and remembers what it has read. */
    private static final class Reader implements OpenSslCertificateCompressionAlgorithm {
        private final int id;
        private final List<Integer> read = new ArrayList<>();

        private Reader(int id) {
            this.id = id;
        }

        @Override
        public byte[] compress(SSLEngine engine, byte[] input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decompress(SSLEngine engine, int length, byte[] input) throws Exception {
            read.add(length);
            return inflate(length, input);
        }

        @Override
        public int algorithmId() {
            return id;
        }
    }

    private static byte[] inflate(int length, byte[] input) throws DataFormatException {
        Inflater inflater = new Inflater();
        inflater.setInput(input);
        byte[] out = new byte[length];
        assertThat(inflater.inflate(out)).isEqualTo(length);
        inflater.end();
        return out;
    }

    private static SSLEngine newEngine() {
        try {
            return SSLContext.getDefault().createSSLEngine();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private record Outcome(int octets, Certificate leaf) {}

    private static Outcome shakeHands(ServerTls tls, Reader reader) throws Exception {
        SslContext context = SslContextBuilder.forClient()
                .option(
                        OpenSslContextOption.CERTIFICATE_COMPRESSION_ALGORITHMS,
                        OpenSslCertificateCompressionConfig.newBuilder()
                                .addAlgorithm(reader, AlgorithmMode.Decompress)
                                .build())
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        SSLEngine client = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        ClientHello hello = new ClientHello("host0.example.test", List.of(), EcCurves.ALL, false, true, null);
        SSLEngine server = tls.newHandler(
                        UnpooledByteBufAllocator.DEFAULT,
                        ClientKey.of(InetAddress.getLoopbackAddress()),
                        hello,
                        tls.choose(hello),
                        SessionScope.ofOneConnection(),
                        TlsTerms.USUAL)
                .engine();
        try {
            int octets = InMemoryHandshake.run(client, server);
            return new Outcome(octets, client.getSession().getPeerCertificates()[0]);
        } finally {
            ReferenceCountUtil.release(client);
            ReferenceCountUtil.release(server);
            ReferenceCountUtil.release(context);
        }
    }

    private ServerTls open() throws Exception {
        ServerTls tls = ServerTls.open(true, InstantSource.system());
        tls.prepare(Set.of(TlsTerms.USUAL), null);
        tls.swap(CertificateStore.of(List.of(pair), List.of(), InstantSource.system()));
        return tls;
    }

    @Test
    void sendsLessToAClientThatReadsIt() throws Exception {
        try (ServerTls tls = open()) {
            // Without a form of its own, the library's client reads zlib.
            Outcome plain = shakeHands(tls, new Reader(ZSTANDARD));
            Reader reader = new Reader(ZLIB);
            Outcome compressed = shakeHands(tls, reader);
            assertThat(compressed.leaf())
                    .isEqualTo(plain.leaf())
                    .isEqualTo(pair.chain().getFirst());
            assertThat(reader.read).hasSize(1);
            assertThat(plain.octets() - compressed.octets()).isGreaterThan(500);
        }
    }

    /** A staple is a part of what is compressed. */
    @Test
    void sendsTheStapleOfToday() throws Exception {
        try (ServerTls tls = open()) {
            for (int octets : List.of(100, 300)) {
                tls.staple(Map.of(pair.leaf().fingerprint(), new byte[octets]));
                assertThat(shakeHands(tls, new Reader(ZLIB)).leaf())
                        .isEqualTo(pair.chain().getFirst());
            }
        }
    }

    @Test
    void compressesAChainOnce() throws Exception {
        AtomicInteger times = new AtomicInteger();
        ChainCompression compression = new ChainCompression(ZLIB, message -> {
            times.incrementAndGet();
            return message.clone();
        });
        byte[] made = compression.compress(engine, new byte[] {1, 2, 3});
        assertThat(compression.compress(engine, new byte[] {1, 2, 3})).isSameAs(made);
        assertThat(compression.compress(engine, new byte[] {1, 2, 4})).isNotSameAs(made);
        assertThat(times).hasValue(2);
    }

    /** Whoever could have endless certificates be compressed, such as by reloads, takes no endless memory. */
    @Test
    void keepsABoundedAmount() throws Exception {
        AtomicInteger times = new AtomicInteger();
        ChainCompression compression = new ChainCompression(ZLIB, message -> {
            times.incrementAndGet();
            return new byte[12 << 20];
        });
        for (int i = 0; i < 10; i++) {
            compression.compress(engine, new byte[] {(byte) i});
        }
        assertThat(times).hasValue(10);
        compression.compress(engine, new byte[] {9});
        assertThat(times).as("the last is kept").hasValue(10);
        compression.compress(engine, new byte[] {0});
        assertThat(times).as("the first is not").hasValue(11);
    }
}
