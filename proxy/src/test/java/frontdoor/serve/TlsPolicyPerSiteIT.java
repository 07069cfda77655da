package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Program;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C1, C8, C9, C10: sites of different TLS policies behind one port and one certificate. */
class TlsPolicyPerSiteIT {
    private static final String SITES = """
            frontdoor {
              sites.usual { hosts = ["example.test"], backend = "http://127.0.0.1:%1$d" }
              sites.twin { hosts = ["shop.example.test"], backend = "http://127.0.0.1:%1$d" }
              sites.strict { hosts = ["api.test"], backend = "http://127.0.0.1:%1$d", tls.policy = %2$s }
              %3$s
            }
            """;

    @TempDir
    private Path directory;

    private Backend backend;
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        backend = new Backend();
        door = FrontDoorHarness.open(directory, sites("modern", ""));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private String sites(String policy, String more) {
        return SITES.formatted(backend.port(), policy, more);
    }

    private String openssl(String name, String... options) throws Exception {
        String[] all = {
            "s_client", "-connect", "127.0.0.1:" + door.address(true).getPort(), "-servername", name
        };
        return Program.named("openssl")
                .run(Stream.concat(Stream.of(all), Stream.of(options)).toArray(String[]::new))
                .output();
    }

    @Test
    void offersEachNameWhatItsSiteSays() throws Exception {
        assertThat(openssl("example.test", "-tls1_2")).contains("Protocol  : TLSv1.2");
        assertThat(openssl("api.test", "-tls1_2")).contains("SSL alert number 70");
        assertThat(openssl("api.test", "-tls1_3")).contains("TLSv1.3");
        door.rewrite(sites("legacy-backport", ""));
        await().untilAsserted(() -> assertThat(openssl("api.test", "-tls1", "-cipher", "ALL:@SECLEVEL=0"))
                .contains("Protocol  : TLSv1\n"));
        assertThat(openssl("example.test", "-tls1", "-cipher", "ALL:@SECLEVEL=0"))
                .contains("SSL alert number 70");
    }

    /** C8: RFC 9155 4: BoringSSL would sign with an EC key for whoever asks for nothing better. */
    @Test
    void signsNothingWithSha1() throws Exception {
        for (String policy : List.of("intermediate", "legacy-backport")) {
            door.rewrite(sites("modern", "tls.policy = " + policy));
            String[] old = {"-tls1_2", "-cipher", "ALL:@SECLEVEL=0", "-sigalgs"};
            await().untilAsserted(() -> assertThat(openssl("example.test", with(old, "ECDSA+SHA256:ECDSA+SHA1")))
                    .contains("Peer signing digest: SHA256"));
            assertThat(openssl("example.test", with(old, "ECDSA+SHA1"))).contains("SSL alert number 40");
        }
    }

    private static String[] with(String[] options, String last) {
        return Stream.concat(Stream.of(options), Stream.of(last)).toArray(String[]::new);
    }

    /** RFC 9110 15.5.20: the certificate names both, but the connection was made on other terms. */
    @Test
    void misdirectsAHostOfAnotherPolicy() throws Exception {
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            assertThat(protocol.exchange(door, "example.test", Request.get("api.test", "/"))
                            .status())
                    .isEqualTo(421);
            assertThat(protocol.exchange(door, "api.test", Request.get("example.test", "/"))
                            .status())
                    .isEqualTo(421);
            assertThat(backend.requests()).isEmpty();
        }
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            Answer twin = protocol.exchange(door, "example.test", Request.get("shop.example.test", "/"));
            assertThat(twin.status()).isEqualTo(200);
            assertThat(protocol.exchange(door, "api.test", Request.get("api.test", "/"))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** What was agreed on before a change does not hold after it. */
    @Test
    void misdirectsConnectionsOfAnEarlierPolicy() throws Exception {
        try (Http1Client usual = door.tls("example.test");
                Http1Client strict = door.tls("api.test")) {
            assertThat(strict.exchange(Request.get("api.test", "/")).status()).isEqualTo(200);
            door.rewrite(sites("intermediate", ""));
            await().untilAsserted(
                            () -> assertThat(openssl("api.test", "-tls1_2")).contains("Protocol  : TLSv1.2"));
            assertThat(strict.exchange(Request.get("api.test", "/")).status()).isEqualTo(421);
            assertThat(usual.exchange(Request.get("example.test", "/")).status())
                    .isEqualTo(200);
        }
    }

    /** Two processes that share the files of their keys, as far as a client can tell: one that has restarted. */
    @Test
    void resumesAfterARestartWithKeysFromFiles() throws Exception {
        Files.write(directory.resolve("key"), new byte[48]);
        String keys = "tls.session-ticket-keys = [\"%1$s\", \"%1$s\", \"%1$s\"]".formatted(directory.resolve("key"));
        Path session = directory.resolve("session");
        door.rewrite(sites("modern", keys));
        await().untilAsserted(() -> {
            openssl("example.test", "-tls1_2", "-sess_out", session.toString());
            door.close();
            door = FrontDoorHarness.open(directory, sites("modern", keys));
            assertThat(openssl("example.test", "-tls1_2", "-sess_in", session.toString()))
                    .contains("Reused, TLSv1.2");
        });
        door.close();
        door = FrontDoorHarness.open(directory, sites("modern", ""));
        assertThat(openssl("example.test", "-tls1_2", "-sess_in", session.toString()))
                .contains("New, TLSv1.2");
        assertThatThrownBy(
                        () -> FrontDoorHarness.open(directory, sites("modern", "tls.session-ticket-keys = [\"none\"]")))
                .isInstanceOf(AssertionError.class);
    }
}
