package frontdoor.tls;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.BackendCredentials;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A socket on loopback where a backend of the tests speaks TLS, by the JDK, with a certificate of {@link TestCertificates#AUTHORITY}. */
public final class TlsBackendSocket extends ServerSocket {
    private final SSLContext context;
    private final List<Socket> raw = new CopyOnWriteArrayList<>();
    private final List<SSLSocket> secured = new CopyOnWriteArrayList<>();
    private final boolean asksForCertificate;
    private final String[] protocols;

    private TlsBackendSocket(SSLContext context, boolean asksForCertificate, String... protocols) throws IOException {
        super(0, 50, InetAddress.getLoopbackAddress());
        this.context = context;
        this.asksForCertificate = asksForCertificate;
        this.protocols = protocols;
    }

    /** One whose certificate names these. */
    public static TlsBackendSocket of(String... names) throws Exception {
        return new TlsBackendSocket(context(valid(), names), false, "TLSv1.3", "TLSv1.2");
    }

    /** One that speaks this version only. */
    public static TlsBackendSocket ofVersion(String version, String... names) throws Exception {
        return new TlsBackendSocket(context(valid(), names), false, version);
    }

    /** One whose certificate has ended. */
    public static TlsBackendSocket ended(String... names) throws Exception {
        return new TlsBackendSocket(
                context(Instant.now().minus(Duration.ofDays(1)), names), false, "TLSv1.3", "TLSv1.2");
    }

    /** One that takes connections only of whoever has a certificate of the test authority, too. */
    public static TlsBackendSocket askingForCertificate(String version, String... names) throws Exception {
        return new TlsBackendSocket(context(valid(), names), true, version);
    }

    private static Instant valid() {
        return Instant.now().plus(Duration.ofDays(30));
    }

    /** A certificate of a client, and its key. */
    public static CertificatePair clientPair() {
        return TestPairs.pair(KeyKind.EC, 30, "frontdoor.test");
    }

    /** Terms by which only certificates of the test authority are believed. */
    public static BackendCredentials trusting(Optional<CertificatePair> pair) {
        return new BackendCredentials(true, Optional.of(List.of(TestCertificates.AUTHORITY)), pair);
    }

    private static SSLContext context(Instant until, String... names) throws GeneralSecurityException, IOException {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        X509Certificate leaf =
                TestCertificates.leaf(keys, List.of(names), Instant.now().minus(Duration.ofDays(60)), until);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("leaf", keys.getPrivate(), new char[0], new X509Certificate[] {leaf});
        own.setCertificateEntry("authority", TestCertificates.AUTHORITY);
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(own, new char[0]);
        TrustManagerFactory believed = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        believed.init(own);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), believed.getTrustManagers(), null);
        return context;
    }

    @Override
    public Socket accept() throws IOException {
        Socket accepted = super.accept();
        raw.add(accepted);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, "", 0, true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(protocols);
        socket.setNeedClientAuth(asksForCertificate);
        secured.add(socket);
        return socket;
    }

    /** Ends the TCP connection without a word of TLS. */
    public void cut(int connection) throws IOException {
        raw.get(connection).close();
    }

    /** The same of the last connection. */
    public void cutLast() throws IOException {
        cut(raw.size() - 1);
    }

    /** The names that clients asked for, connection by connection; empty for those that asked for none. */
    public List<String> askedNames() {
        List<String> names = new ArrayList<>();
        for (SSLSocket socket : secured) {
            names.add(((ExtendedSSLSession) socket.getSession())
                    .getRequestedServerNames().stream()
                            .map(SNIServerName::getEncoded)
                            .map(String::new)
                            .findFirst()
                            .orElse(""));
        }
        return names;
    }

    public String sessionId(int connection) {
        return HexFormat.of().formatHex(secured.get(connection).getSession().getId());
    }

    /** When the session of a connection was made: a resumed one is older than its connection. */
    public long sessionCreated(int connection) {
        return secured.get(connection).getSession().getCreationTime();
    }
}
