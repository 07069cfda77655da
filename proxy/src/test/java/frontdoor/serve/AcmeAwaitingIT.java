package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.Answer;
import frontdoor.fixture.AuthorityTrust;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.Request;
import frontdoor.fixture.TestCertificates;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that awaits its first certificate beside one that has one. */
class AcmeAwaitingIT {
    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private SSLContext trust;

    @BeforeEach
    void setUp() throws Exception {
        write("old.test");
        TestCertificates.writeAuthority(directory.resolve("trusted.pem"));
        trust = AuthorityTrust.of(directory.resolve("trusted.pem"));
    }

    private void write(String... names) {
        PemPair.of(names).writeTo(directory.resolve("old.pem"), directory.resolve("old.key"));
    }

    private AcmeDoor door() throws Exception {
        return AcmeDoor.open(directory, http, tls, """
                frontdoor.acme { authorities = [{ name = nobody, url = "https://127.0.0.1:1/" }], agree-to-terms = true }
                frontdoor.sites.shop { hosts = ["shop.test"], certificate = acme, backend = "http://127.0.0.1:1" }
                frontdoor.sites.old {
                  hosts = ["old.test"], certificate { chain = "%1$s/old.pem", key = "%1$s/old.key" }, backend = "http://127.0.0.1:1"
                }
                """.formatted(directory));
    }

    /** In the clear: 503 and when to come again, never a redirect that a cache would keep; a challenge of nobody's is not found. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void answersThatItIsNotReadyYetInTheClear(String method) throws Exception {
        try (AcmeDoor door = door()) {
            Answer answer = door.plain(Request.get("shop.test", "/any?where").method(method));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.value("retry-after")).isEqualTo("30");
            assertThat(answer.value("cache-control")).isEqualTo("no-store");
            assertThat(answer.policies()).isEmpty();
            assertThat(answer.body().isEmpty()).isEqualTo(method.equals("HEAD"));
            assertThat(door.plain(Request.get("shop.test", "/.well-known/acme-challenge/abc")
                                    .method(method))
                            .status())
                    .isNotEqualTo(301);
            assertThat(door.plain(Request.get("old.test", "/").method(method)).status())
                    .isIn(301, 308);
        }
    }

    /** C7: refused by name, rather than shown another's certificate. */
    @Test
    void isRefusedByNameOverTls() throws Exception {
        try (AcmeDoor door = door()) {
            assertThatThrownBy(() -> door.shown(trust, "shop.test"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized_name");
            assertThat(door.shown(trust, "old.test").getSubjectAlternativeNames())
                    .isNotEmpty();
        }
    }

    /** Where another site's certificate names it, too, nobody has to wait: it is served, and has its policy. */
    @Test
    void isServedWithWhatNamesItMeanwhile() throws Exception {
        write("old.test", "*.test");
        try (AcmeDoor door = door()) {
            assertThat(door.plain("shop.test", "/").status()).isEqualTo(301);
            assertThat(door.secure(trust, "shop.test", "/").policies()).containsExactly("max-age=300");
        }
    }

    /** C8, over both protocols: a connection of another host is not for it. Whom its policy bound could not come back. */
    @Test
    void isMisdirectedOnTheConnectionOfAnotherAndPromisesNothing() throws Exception {
        try (AcmeDoor door = door()) {
            Answer first = door.secure(trust, "old.test", Request.get("shop.test", "/"));
            assertThat(first.status()).isEqualTo(421);
            assertThat(first.policies()).isEmpty();
            try (Http2Client client = door.http2(trust, "old.test")) {
                Answer answer = client.exchange(Request.get("shop.test", "/"));
                assertThat(answer.status()).isEqualTo(421);
                assertThat(answer.policies()).isEmpty();
                assertThat(client.exchange(Request.get("old.test", "/")).policies())
                        .containsExactly("max-age=300");
            }
            assertThat(CommandRun.of("hsts", door.file().toString()).out())
                    .containsPattern("old.test .* 20\\d\\d-")
                    .containsPattern("shop.test .* not bound");
        }
    }
}
