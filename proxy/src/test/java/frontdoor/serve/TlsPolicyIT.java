package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Program;
import frontdoor.listen.Port;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The versions and suites of a whole front door in a handshake with OpenSSL, over a host with an ECDSA certificate, {@code
 * example.test}, and hosts with an RSA certificate, {@code *.grove.test}.
 */
class TlsPolicyIT {
    private static final String PROTOCOL_VERSION = "SSL alert number 70";
    private static final String HANDSHAKE_FAILURE = "SSL alert number 40";
    private static final String NO_APPLICATION_PROTOCOL = "SSL alert number 120";
    private static final String UNRECOGNIZED_NAME = "SSL alert number 112";

    /** The subject of the certificate of {@code example.test}. */
    private static final String OWN = "subject=CN = Frontdoor development certificate";

    @TempDir
    private static Path directory;

    private static Program openssl;
    private static Backend backend;
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        openssl = Program.named("openssl");
        String files = directory.resolve("wild").toString();
        assertThat(openssl.run(
                                ("req -x509 -newkey rsa:2048 -nodes -days 47 -subj /CN=wild -addext subjectAltName=DNS:*.grove.test"
                                                + " -keyout " + files + ".key -out " + files + ".pem")
                                        .split(" "))
                        .exit())
                .isZero();
        backend = new Backend();
        door = FrontDoorHarness.open(directory, """
                frontdoor.certificates.wild { chain = "%1$s.pem", key = "%1$s.key" }
                frontdoor.sites.shop { hosts = ["example.test", "*.grove.test"], backend = "http://127.0.0.1:%2$d" }
                """.formatted(files, backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    /** Shakes hands for this name and asks for a page with what came of it. */
    private static String connect(String name, String... arguments) throws Exception {
        return connect(door.address(true), List.of("-servername", name), arguments);
    }

    private static String connect(InetSocketAddress to, List<String> name, String... arguments) throws Exception {
        String host = name.size() > 1 ? name.getLast() : "example.test";
        List<String> all = new ArrayList<>(List.of("s_client", "-ign_eof", "-connect"));
        all.add("127.0.0.1:" + to.getPort());
        all.addAll(name);
        all.addAll(List.of(arguments));
        return openssl.runWith(
                        "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", all.toArray(String[]::new))
                .output();
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void speaksTheVersionsOfToday(String version) throws Exception {
        assertThat(connect("example.test", version)).contains("HTTP/1.1 200 OK", "Strict-Transport-Security: max-age=");
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void refusesOlderVersions(String version) throws Exception {
        assertThat(connect("example.test", version, "-cipher", "ALL:@SECLEVEL=0"))
                .contains(PROTOCOL_VERSION);
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(strings = {"AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305"})
    void agreesOnEverySuiteOfTheGuideline(String suite) throws Exception {
        assertThat(connect("example.test", "-tls1_2", "-cipher", "ECDHE-ECDSA-" + suite))
                .contains("Cipher is ECDHE-ECDSA-" + suite, "HTTP/1.1 200 OK");
        assertThat(connect("a.grove.test", "-tls1_2", "-cipher", "ECDHE-RSA-" + suite))
                .contains("Cipher is ECDHE-RSA-" + suite, "HTTP/1.1 200 OK");
    }

    /** C1: CBC, static RSA, finite-field, anonymous and unencrypted suites. */
    @Test
    void refusesEveryOtherSuiteThatOpensslHas() throws Exception {
        String others = "ALL:COMPLEMENTOFALL:!ECDHE+AESGCM:!ECDHE+CHACHA20:@SECLEVEL=0";
        assertThat(openssl.run("ciphers", "-s", "-tls1_2", others).output())
                .contains(":AES128-SHA:", "AES256-GCM-SHA384", "ADH-", "DHE-RSA-", "ECDHE-RSA-AES128-SHA", "NULL");
        for (String name : List.of("example.test", "a.grove.test")) {
            assertThat(connect(name, "-tls1_2", "-cipher", others)).contains(HANDSHAKE_FAILURE);
        }
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(strings = {"X25519", "P-256", "P-384"})
    void agreesOnEveryGroupOfTheGuideline(String group) throws Exception {
        assertThat(connect("example.test", "-groups", group)).contains("HTTP/1.1 200 OK");
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(strings = {"P-521", "X448", "ffdhe2048"})
    void refusesEveryOtherGroup(String group) throws Exception {
        assertThat(connect("example.test", "-tls1_3", "-groups", group)).contains(HANDSHAKE_FAILURE);
    }

    /** C4: nothing is compressed below HTTP, and no ticket allows data that comes before the handshake has ended. */
    @Test
    void offersNeitherCompressionNorEarlyData() throws Exception {
        assertThat(connect("example.test", "-tls1_2", "-comp")).contains("Compression: NONE", "HTTP/1.1 200 OK");
        assertThat(connect("example.test", "-tls1_3"))
                .contains("Max Early Data: 0")
                .doesNotContain("Early data was accepted");
    }

    /** C6: either way round, what was not agreed on is not spoken. */
    @Test
    void hangsUpOnAnotherProtocolThanWasAgreedOn() throws Exception {
        int before = backend.requests().size();
        String port = "127.0.0.1:" + door.address(true).getPort();
        String[] http1 = {"s_client", "-ign_eof", "-connect", port, "-servername", "example.test", "-alpn", "http/1.1"};
        assertThat(openssl.runWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", http1).output())
                .contains("ALPN protocol: http/1.1", "HTTP/1.1 400");
        assertThat(connect("example.test", "-alpn", "h2"))
                .contains("ALPN protocol: h2")
                .doesNotContain("HTTP/1.1 ");
        assertThat(backend.requests()).hasSize(before);
    }

    /** C5. */
    @Test
    void agreesOnTheProtocolThatWasAskedFor() throws Exception {
        assertThat(connect("example.test", "-alpn", "h2,http/1.1")).contains("ALPN protocol: h2");
        assertThat(connect("example.test", "-alpn", "foo,http/1.1"))
                .contains("ALPN protocol: http/1.1", "HTTP/1.1 200 OK");
        assertThat(connect("example.test")).contains("No ALPN negotiated", "HTTP/1.1 200 OK");
    }

    /** C5. */
    @ParameterizedTest
    @ValueSource(strings = {"foo", "h2c", "h3"})
    void refusesProtocolsThatItDoesNotSpeakHere(String protocol) throws Exception {
        assertThat(connect("example.test", "-alpn", protocol)).contains(NO_APPLICATION_PROTOCOL);
    }

    /** C7. */
    @Test
    void picksTheCertificateByName() throws Exception {
        assertThat(connect("EXAMPLE.test")).contains(OWN, "HTTP/1.1 200 OK");
        assertThat(connect("example.test.")).contains(OWN, "HTTP/1.1 200 OK");
        assertThat(connect("a.grove.test")).contains("subject=CN = wild", "HTTP/1.1 200 OK");
        assertThat(connect("B.Grove.Test")).contains("subject=CN = wild", "HTTP/1.1 200 OK");
    }

    /** C7: a wildcard stands for one label. */
    @ParameterizedTest
    @ValueSource(strings = {"grove.test", "a.b.grove.test", "unknown.test"})
    void refusesNamesThatNobodyHas(String name) throws Exception {
        assertThat(connect(name)).contains(UNRECOGNIZED_NAME).doesNotContain("BEGIN CERTIFICATE");
    }

    /** C7: the harness's certificate names an address, and so would answer a client that went to one without a name. */
    @Test
    void refusesAClientWithoutANameWhereNoCertificateNamesAnAddress() throws Exception {
        Path file = Files.writeString(
                directory.resolve("wild.conf"), """
                frontdoor {
                  listen { plaintext = [], tls = ["127.0.0.1:0"] }
                  admin.listen = off
                  access-log.enabled = false
                  drain-timeout = 1s
                  state-directory = "%1$s"
                  sites.wild {
                    hosts = ["*.grove.test"], certificate { chain = "wild.pem", key = "wild.key" }, backend = "http://127.0.0.1:%2$d"
                  }
                }
                """.formatted(directory.resolve("wild-state"), backend.port()));
        ConfigResult.Loaded loaded = (ConfigResult.Loaded) ConfigLoader.load(file);
        try (FrontDoor wild = FrontDoor.open(new Start(file, loaded.read(), loaded.config(), false))) {
            assertThat(connect(wild.port(Port.Speaks.TLS), List.of("-noservername")))
                    .contains(UNRECOGNIZED_NAME);
        }
    }

    /** C7. */
    @Test
    void answersEveryClientWhereASiteTakesEveryHost(@TempDir Path other) throws Exception {
        try (FrontDoorHarness open = FrontDoorHarness.open(
                other,
                "frontdoor.sites.all { hosts = [\"*\"], backend = \"http://127.0.0.1:" + backend.port() + "\" }")) {
            assertThat(connect(open.address(true), List.of("-noservername")))
                    .contains("BEGIN CERTIFICATE", "HTTP/1.1 200 OK");
            assertThat(connect(open.address(true), List.of("-servername", "unknown.test")))
                    .contains("HTTP/1.1 200 OK");
        }
    }
}
