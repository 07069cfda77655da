package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Program;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import frontdoor.x509.TrustEverybody;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C8, C9, C16: clients that show a certificate, with OpenSSL, curl and Java, beside a site that asks for none. */
class ClientCertificatesIT {
    private static final String NONE = "";

    @TempDir
    private static Path files;

    private static Program openssl;

    @TempDir
    private Path directory;

    private Backend backend;
    private FrontDoorHarness door;

    @BeforeAll
    static void issue() throws Exception {
        openssl = Program.named("openssl");
        Files.writeString(files.resolve("ca.conf"), """
                [ca]
                default_ca = own
                [own]
                database = index.txt
                crlnumber = crlnumber
                default_md = sha256
                default_crl_days = 30
                """);
        Files.writeString(files.resolve("index.txt"), "");
        Files.writeString(files.resolve("crlnumber"), "01");
        for (String authority : List.of("own", "foreign")) {
            run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 60 -subj /CN=" + authority
                    + " -keyout " + authority + ".key -out " + authority
                    + ".pem -addext basicConstraints=critical,CA:TRUE");
        }
        client("good", "own", "/O=Example/CN=billing", "DNS:billing.test,URI:spiffe://example.test/billing");
        client("other", "own", "/CN=other", "email:ann@example.test");
        client("revoked", "own", "/CN=revoked", "DNS:revoked.test");
        client("alien", "foreign", "/O=Example/CN=billing", "DNS:billing.test");
        run("ca -config ca.conf -keyfile own.key -cert own.pem -revoke revoked.pem");
        run("ca -config ca.conf -keyfile own.key -cert own.pem -gencrl -out own.crl");
        run("ca -config ca.conf -keyfile own.key -cert own.pem -gencrl -out ended.crl -crlsec 1");
    }

    private static void client(String name, String authority, String subject, String names) throws Exception {
        run("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj " + subject + " -addext subjectAltName="
                + names + " -keyout " + name + ".key -out " + name + ".csr");
        run("x509 -req -days 30 -copy_extensions copy -in " + name + ".csr -CA " + authority + ".pem -CAkey "
                + authority + ".key -out " + name + ".pem");
        run("pkcs12 -export -in " + name + ".pem -inkey " + name + ".key -passout pass:secret -out " + name + ".p12");
    }

    private static void run(String arguments) throws Exception {
        Process process = new ProcessBuilder(openssl.command(List.of(arguments.split(" "))))
                .directory(files.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @BeforeEach
    void open() throws Exception {
        backend = new Backend();
        door = FrontDoorHarness.open(directory, sites("mode = required"));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private String sites(String more) {
        return """
                frontdoor {
                  sites.usual { hosts = ["example.test"], backend = "http://127.0.0.1:%1$d" }
                  sites.machines { hosts = ["api.test"], backend = "http://127.0.0.1:%1$d", plaintext-from = ["127.0.0.0/8"]
                    client-certificates { %3$s, authorities = "%2$s/own.pem", headers { X-Client = subject, X-San = san, X-Print = fingerprint } }
                  }
                }
                """.formatted(backend.port(), files, more);
    }

    /** What came of a request for a host, on a connection for a name, with the certificate of a client. */
    private String ask(String name, String host, String client, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("s_client", "-connect"));
        all.add("127.0.0.1:" + door.address(true).getPort());
        all.addAll(List.of("-ign_eof", "-servername", name));
        all.addAll(List.of(options));
        if (!client.equals(NONE)) {
            all.addAll(List.of("-cert", files.resolve(client + ".pem").toString()));
            all.addAll(List.of("-key", files.resolve(client + ".key").toString()));
        }
        return openssl.runWith(
                        "GET / HTTP/1.1\r\nHost: " + host
                                + "\r\nClient-Cert: :bm9ib2R5:\r\nX-Client: CN=root\r\nX_Client: CN=root\r\nConnection: close\r\n\r\n",
                        all.toArray(String[]::new))
                .output();
    }

    private static String encoded(String client) throws Exception {
        String pem = Files.readString(files.resolve(client + ".pem"));
        return pem.substring(pem.indexOf("-----BEGIN"))
                .replaceAll("-----[A-Z ]+-----", "")
                .replaceAll("\\s", "");
    }

    /** RFC 9440 2.2, 4: the backend is told who it is, and nobody else can tell it. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void tellsTheBackendWhoseCertificateItWas(String version) throws Exception {
        assertThat(ask("api.test", "api.test", "good", version)).contains("HTTP/1.1 200 OK");
        assertThat(backend.requests().getFirst()).contains("\r\nClient-Cert: :" + encoded("good") + ":\r\n");
        String head = backend.requests().getFirst().toLowerCase(Locale.ROOT);
        assertThat(head)
                .contains(
                        "x-client: cn=billing,o=example",
                        "x-san: billing.test, spiffe://example.test/billing",
                        "x-print: ")
                .doesNotContain("bm9ib2r5", "cn=root")
                .containsOnlyOnce("client-cert:")
                .containsOnlyOnce("client: ");
    }

    @ParameterizedTest
    @CsvSource({"'', -tls1_2", "'', -tls1_3", "alien, -tls1_2", "alien, -tls1_3"})
    void shakesNoHandsWithoutACertificateThatIsBelieved(String client, String version) throws Exception {
        assertThat(ask("api.test", "api.test", client, version))
                .contains("alert")
                .doesNotContain("HTTP/1.1");
        assertThat(backend.requests()).isEmpty();
    }

    /** Also in the clear, where no certificate can be: a request that has come by another way. */
    @Test
    void servesNobodyInTheClear() throws Exception {
        try (Http1Client plain = door.plain()) {
            assertThat(plain.exchange(Request.get("api.test", "/")).status()).isEqualTo(403);
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** C8: the certificate of the front door names both, the policies are two. */
    @Test
    void misdirectsHostsOfAnotherPolicy() throws Exception {
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            assertThat(protocol.exchange(door, "example.test", Request.get("api.test", "/"))
                            .status())
                    .isEqualTo(421);
        }
        assertThat(ask("api.test", "example.test", "good")).contains("HTTP/1.1 421");
        assertThat(ask("example.test", "api.test", "good")).contains("HTTP/1.1 421");
        assertThat(backend.requests()).isEmpty();
        assertThat(ask("example.test", "example.test", "good")).contains("HTTP/1.1 200");
        assertThat(backend.requests().getFirst()).doesNotContain("Client-Cert");
    }

    @Test
    void servesWhoeverShowsNoneWhereItIsOptional() throws Exception {
        door.rewrite(sites("mode = optional, allow = [\"billing.test\"]"));
        await().untilAsserted(
                        () -> assertThat(ask("api.test", "api.test", NONE)).contains("HTTP/1.1 200"));
        assertThat(backend.requests().getLast()).doesNotContain("CN=root", "Client-Cert");
        assertThat(ask("api.test", "api.test", "good")).contains("HTTP/1.1 200");
        assertThat(ask("api.test", "api.test", "other")).contains("HTTP/1.1 403");
        assertThat(ask("api.test", "api.test", "alien")).contains("alert").doesNotContain("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o=Example, cn=Billing",
                "CN=billing,O=Example",
                "Billing.test",
                "spiffe://example.test/billing",
                "FINGERPRINT"
            })
    void letsInWhomItIsTold(String allowed) throws Exception {
        String one = allowed.equals("FINGERPRINT")
                ? HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(Base64.getDecoder().decode(encoded("good"))))
                : allowed.startsWith("o=") ? "CN=Billing, O=Example" : allowed;
        door.rewrite(sites("mode = required, allow = [\"nobody\", \"%s\"]".formatted(one)));
        await().untilAsserted(
                        () -> assertThat(ask("api.test", "api.test", "other")).contains("HTTP/1.1 403"));
        assertThat(ask("api.test", "api.test", "good")).contains("HTTP/1.1 200");
    }

    /** Fails closed: also for an issuer whose list has ended. */
    @Test
    void believesNobodyWhoWasRevoked() throws Exception {
        assertThat(ask("api.test", "api.test", "revoked")).contains("HTTP/1.1 200");
        door.rewrite(sites("mode = required, revocations = [\"%s/own.crl\"]".formatted(files)));
        await().untilAsserted(
                        () -> assertThat(ask("api.test", "api.test", "revoked")).doesNotContain("HTTP/1.1"));
        assertThat(ask("api.test", "api.test", "good")).contains("HTTP/1.1 200");
        door.rewrite(sites("mode = required, revocations = \"%s/ended.crl\"".formatted(files)));
        await().untilAsserted(
                        () -> assertThat(ask("api.test", "api.test", "good")).doesNotContain("HTTP/1.1"));
    }

    /** An open connection's client is verified anew when what is believed has changed, and only then. */
    @Test
    void verifiesOpenConnectionsAnew() throws Exception {
        try (Http1Client good = java("good");
                Http1Client revoked = java("revoked")) {
            assertThat(good.exchange(Request.get("api.test", "/")).status()).isEqualTo(200);
            assertThat(revoked.exchange(Request.get("api.test", "/")).status()).isEqualTo(200);
            door.rewrite(sites("mode = required, revocations = [\"%s/own.crl\"]".formatted(files)));
            await().untilAsserted(() ->
                    assertThat(ask("api.test", "api.test", "revoked")).doesNotContain("HTTP/1.1"));
            assertThat(revoked.exchange(Request.get("api.test", "/")).status()).isEqualTo(421);
            assertThat(good.exchange(Request.get("api.test", "/")).status()).isEqualTo(200);
        }
    }

    private Http1Client java(String client) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(files.resolve(client + ".p12"))) {
            store.load(in, "secret".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new TrustEverybody()}, null);
        InetSocketAddress to = door.address(true);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(new Socket(to.getAddress(), to.getPort()), "api.test", 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("api.test")));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new Http1Client(socket);
    }

    /** C9, CVE-2025-23419. */
    @ParameterizedTest
    @CsvSource({"api.test, api.test", "example.test, api.test", "api.test, example.test"})
    void resumesNothingAcrossPolicies(String first, String second) throws Exception {
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            String session = directory.resolve("session").toString();
            Files.deleteIfExists(Path.of(session));
            assertThat(ask(first, first, "good", version, "-sess_out", session)).contains("HTTP/1.1 200");
            if (Files.exists(Path.of(session))) {
                assertThat(ask(second, second, "good", version, "-sess_in", session))
                        .contains("New, TLS")
                        .doesNotContain("Reused");
            }
        }
    }

    /** RFC 9440 4: over HTTP/2, too, nobody says who he is in words. */
    @Test
    void servesCurlOverHttp2() throws Exception {
        Program curl = Program.named("curl");
        String port = Integer.toString(door.address(true).getPort());
        List<String> common = List.of(
                "-sk",
                "--http2",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code} %{http_version}",
                "--resolve",
                "api.test:" + port + ":127.0.0.1",
                "https://api.test:" + port + "/");
        List<String> shown = new ArrayList<>(common);
        shown.addAll(List.of(
                "--cert",
                files.resolve("good.pem").toString(),
                "--key",
                files.resolve("good.key").toString()));
        for (String spoofed : List.of(
                "Client-Cert: :bm9ib2R5:",
                "client_cert: :bm9ib2R5:",
                "X-Client: CN=root",
                "x_client: CN=root",
                "X-San: root",
                "X-Print: 00")) {
            shown.addAll(List.of("-H", spoofed));
        }
        assertThat(curl.run(shown.toArray(String[]::new)).output()).isEqualTo("200 2");
        assertThat(backend.requests().getLast())
                .contains("\r\nClient-Cert: :" + encoded("good") + ":\r\n")
                .doesNotContain("bm9ib2R5", "root", ": 00\r");
        assertThat(curl.run(common.toArray(String[]::new)).output()).startsWith("000");
    }

    /** RFC 8446 6.2: the alert arrives, although the request came with the end of the handshake; a reset would say nothing. */
    @Test
    void tellsWhoShowsNoneWhyEvenWhereItsRequestHasCome() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLSv1.3");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        InetSocketAddress address = door.address(true);
        for (int i = 0; i < 20; i++) {
            try (Socket tcp = new Socket(address.getAddress(), address.getPort());
                    SSLSocket socket =
                            (SSLSocket) trusting.getSocketFactory().createSocket(tcp, "api.test", 443, false)) {
                assertThatThrownBy(() -> {
                            socket.getOutputStream().write(new byte[8192]);
                            socket.getInputStream().read();
                        })
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("certificate_required");
            }
        }
    }

    /** Caddy, 2026: what cannot be read lets nobody in. */
    @Test
    void takesNoConfigurationWhoseAuthoritiesCannotBeRead() throws Exception {
        door.rewrite(sites("mode = optional").replace("own.pem", "missing.pem"));
        door.rewrite(sites("mode = optional, allow = [\"nobody\"]").replace("own.pem", "own.key"));
        assertThat(ask("api.test", "api.test", NONE)).contains("alert").doesNotContain("HTTP/1.1");
    }
}
