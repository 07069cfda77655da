package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.OcspAuthority;
import frontdoor.fixture.Program;
import frontdoor.fixture.Request;
import frontdoor.fixture.TestCertificates;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Q11: OCSP staples of a whole front door, as OpenSSL sees and verifies them. */
class OcspStaplingIT {
    private static final String NONE = "OCSP response: no response sent";
    private static final String GOOD = "OCSP Response Status: successful (0x0)";

    @TempDir
    private Path directory;

    private Program openssl;
    private OcspAuthority authority;
    private Backend backend;
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        openssl = Program.named("openssl");
        authority = new OcspAuthority();
        TestCertificates.writeChain(directory.resolve("authority.pem"), authority.certificate());
        authority.issue(true, "must.test").writeTo(directory.resolve("must.pem"), directory.resolve("must.key"));
        backend = new Backend();
    }

    @AfterEach
    void close() throws Exception {
        if (door != null) {
            door.close();
        }
        backend.close();
        authority.close();
    }

    private String sites(String tls) {
        return """
                frontdoor.tls.ocsp-stapling = %3$s
                frontdoor.sites {
                  must { hosts = ["must.test"], backend = "http://127.0.0.1:%2$d"
                    certificate { chain = "%1$s/must.pem", key = "%1$s/must.key" } }
                  plain { hosts = ["example.test"], backend = "http://127.0.0.1:%2$d" }
                }
                """.formatted(directory, backend.port(), tls);
    }

    private void openDoor() throws Exception {
        door = FrontDoorHarness.open(directory, sites("on"));
    }

    private String connect(String name, String... options) throws Exception {
        String line =
                "s_client -status -connect 127.0.0.1:" + door.address(true).getPort() + " -servername " + name
                        + " -CAfile " + directory.resolve("authority.pem") + " " + String.join(" ", options);
        return openssl.run(line.strip().split(" ")).output();
    }

    private void awaitStaple() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(connect("must.test")).contains(GOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void sendsAStapleToWhoAsksForOne(String version) throws Exception {
        openDoor();
        awaitStaple();
        assertThat(connect("must.test", version)).contains(GOOD, "Cert Status: good", "Verify return code: 0 (ok)");
        // A certificate that names nobody, on the same terms.
        assertThat(connect("example.test", version)).contains(NONE);
        assertThat(authority.asked()).isEqualTo(1);
    }

    /** RFC 7633: who demands a staple is served with one from the first handshake on. */
    @Test
    void hasItsStapleAfterARestartWithoutAskingAnybody() throws Exception {
        openDoor();
        awaitStaple();
        door.close();
        authority.handler(exchange -> OcspAuthority.send(exchange, 500, new byte[0]));
        int asked = authority.asked();
        openDoor();
        assertThat(connect("must.test")).contains(GOOD);
        assertThat(authority.asked()).isEqualTo(asked);
    }

    @Test
    void keepsItsStapleAcrossReloadsAndLeavesItOutWhereThatIsConfigured() throws Exception {
        openDoor();
        awaitStaple();
        door.rewrite(sites("off"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(connect("must.test")).contains(NONE));
        door.rewrite(sites("on"));
        awaitStaple();
        // Renewed, it gets another one.
        String before = leaf(connect("must.test"));
        authority.issue(true, "must.test").writeTo(directory.resolve("must.pem"), directory.resolve("must.key"));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            String now = connect("must.test");
            assertThat(leaf(now)).isNotEqualTo(before);
            assertThat(now).contains(GOOD, "Cert Status: good");
        });
    }

    /** RFC 7633: browsers that enforce it refuse such a certificate without. */
    @Test
    void servesWhatDemandsAStapleWithOneFromTheFirstHandshakeOn() throws Exception {
        openDoor();
        awaitStaple();
        String before = leaf(connect("must.test"));
        authority.issue(true, "must.test").writeTo(directory.resolve("must.pem"), directory.resolve("must.key"));
        AtomicReference<String> first = new AtomicReference<>(before);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            first.set(connect("must.test"));
            return !leaf(first.get()).equals(before);
        });
        assertThat(first.get()).contains(GOOD);
    }

    /** HSTS.md 4: while the certificate is bad, the ramp stays where it was when it went bad. */
    @Test
    void holdsTheRampOfAHostWhoseCertificateWasRevoked() throws Exception {
        String ramp = "frontdoor.sites.must.hsts { max-age = 365d, ramp { started = "
                + LocalDate.now(ZoneOffset.UTC).minusDays(30) + ", stages = [1d, 2d, 3d] } }\n";
        door = FrontDoorHarness.open(directory, sites("on") + ramp);
        awaitStaple();
        assertThat(policies()).containsExactly("max-age=31536000");
        Instant second = LocalDate.now(ZoneOffset.UTC)
                .minusDays(30)
                .atStartOfDay(ZoneOffset.UTC)
                .plusHours(36)
                .toInstant();
        authority.status(new RevokedStatus(Date.from(second), CRLReason.keyCompromise));
        // Another one is asked about at once.
        authority.issue(true, "must.test").writeTo(directory.resolve("must.pem"), directory.resolve("must.key"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(policies()).containsExactly("max-age=172800"));
        for (String command : List.of("hsts", "plan")) {
            assertThat(CommandRun.of(command, door.file().toString()).out())
                    .as(command)
                    .contains("max-age=172800", "held", "its issuer has revoked the certificate");
        }
        // Nothing of it is left with a good one.
        authority.status(CertificateStatus.GOOD);
        authority.issue(true, "must.test").writeTo(directory.resolve("must.pem"), directory.resolve("must.key"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(policies()).containsExactly("max-age=31536000"));
    }

    private List<String> policies() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        InetSocketAddress address = door.address(true);
        SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("must.test")));
        socket.setSSLParameters(parameters);
        try (Http1Client client = new Http1Client(socket)) {
            return client.exchange(Request.get("must.test", "/")).policies();
        }
    }

    @Test
    void sendsNoStapleThatSaysRevoked() throws Exception {
        authority.status(new RevokedStatus(Date.from(Instant.now()), CRLReason.superseded));
        openDoor();
        await().atMost(Duration.ofMinutes(1)).until(() -> authority.asked() > 0);
        assertThat(connect("must.test")).contains(NONE);
    }

    private static String leaf(String output) {
        return output.substring(output.indexOf("-----BEGIN"), output.indexOf("-----END"));
    }
}
