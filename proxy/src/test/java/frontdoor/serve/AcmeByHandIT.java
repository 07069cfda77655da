package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.AuthorityFront;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.MovingClock;
import frontdoor.fixture.Pebble;
import frontdoor.fixture.ShopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes by hand to certificates and accounts: each holds whatever happens in the middle. */
class AcmeByHandIT {
    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private final MovingClock clock = new MovingClock();

    private String text(AuthorityFront front) {
        return ShopFiles.written(front.authority("pebble"), "", "hosts = [\"shop.test\"]")
                + "frontdoor.admin.listen = \"127.0.0.1:%d\"\n".formatted(FreePort.take());
    }

    /** RFC 8555 7.6: the reason is the authority's to read. What is revoked is replaced, be it by the next start. */
    @Test
    void whatIsRevokedIsReplacedAtOnceOrByTheNextStart() throws Exception {
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls);
                AuthorityFront front = AuthorityFront.open(pebble, directory)) {
            SSLContext trust = pebble.issued();
            String text = text(front);
            X509Certificate first;
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text)) {
                String file = door.file().toString();
                door.awaitCertificate("shop.test");
                first = door.shown(trust, "shop.test");
                assertThat(CommandRun.of("certificates", "revoke", "shop", file, "--reason", "boredom")
                                .err())
                        .contains("boredom")
                        .contains("key-compromise");
                assertThat(CommandRun.of("certificates", "renew", "shop", file, "--reason", "superseded")
                                .exitCode())
                        .isEqualTo(ExitCode.USAGE);
                assertThat(front.asked("/revoke-cert")).isEmpty();

                front.answers((asked, pass) -> asked.isFor("/order-plz")
                        ? AuthorityFront.Reply.problem(asked, 500, "serverInternal", "not now")
                        : pass.answer());
                assertThat(CommandRun.of("certificates", "revoke", "shop", file, "--reason", "key-compromise")
                                .out())
                        .contains("shop: revoked; another certificate is asked for");
                assertThat(front.asked("/revoke-cert").getLast().payload()).containsPattern("\"reason\": ?1\\b");
                assertThat(pebble.managed("/cert-status-by-serial/"
                                + first.getSerialNumber().toString(16)))
                        .contains("Revoked");
                await().atMost(Duration.ofMinutes(1))
                        .until(() ->
                                !new ShopFiles(directory).history().failures().isEmpty());
            }
            front.passes();
            clock.pass(Duration.ofMinutes(5));
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text, clock)) {
                door.awaitOther(trust, "shop.test", first);
            }
            assertThat(new ShopFiles(directory).kept("0.revoked")).doesNotExist();
        }
    }

    /** RFC 8555 7.3.5: another key, and the same account; also where the authority's answer to that is not heard. */
    @Test
    void anAccountGetsAnotherKey() throws Exception {
        Path account = directory.resolve("state/acme/accounts/pebble");
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls);
                AuthorityFront front = AuthorityFront.open(pebble, directory)) {
            SSLContext trust = pebble.issued();
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text(front))) {
                String file = door.file().toString();
                door.awaitCertificate("shop.test");
                X509Certificate first = door.shown(trust, "shop.test");
                String before = Files.readString(account);
                assertThat(CommandRun.of("certificates", "new-account-key", "pebble", file)
                                .out())
                        .contains("pebble: the account has another key");
                String changed = Files.readString(account);
                assertThat(key(changed)).isNotEqualTo(key(before));
                CommandRun.of("certificates", "renew", "shop", file);
                X509Certificate second = door.awaitOther(trust, "shop.test", first);

                front.answers((asked, pass) -> {
                    AuthorityFront.Reply reply = pass.answer();
                    if (asked.isFor("/rollover-account-key") && reply.status() == 200) {
                        throw new IOException("not heard");
                    }
                    return reply;
                });
                assertThat(CommandRun.of("certificates", "new-account-key", "pebble", file)
                                .out())
                        .contains("pebble: the key is not changed, it cannot be reached");
                front.passes();
                CommandRun.of("certificates", "renew", "shop", file);
                door.awaitOther(trust, "shop.test", second);
                assertThat(key(Files.readString(account))).isNotEqualTo(key(changed));
                assertThat(account.resolveSibling("pebble+next")).doesNotExist();
                assertThat(pebble.count("There are now 2 accounts in memory")).isZero();
                assertThat(CommandRun.of("certificates", "new-account-key", "nobody", file)
                                .exitCode())
                        .isEqualTo(ExitCode.PROBLEMS);
            }
        }
    }

    /** RFC 8555 7.3.2: the authority hears of other addresses, once. */
    @Test
    void anAccountIsToldOfOtherAddresses() throws Exception {
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls);
                AuthorityFront front = AuthorityFront.open(pebble, directory)) {
            SSLContext trust = pebble.issued();
            String text = text(front);
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text)) {
                door.awaitCertificate("shop.test");
                assertThat(front.asked("/my-account")).isEmpty();
                for (String email : List.of("[\"a@shop.example\", \"b@shop.example\"]", "[\"c@shop.example\"]")) {
                    X509Certificate before = door.shown(trust, "shop.test");
                    door.rewrite(text + "frontdoor.acme.email = " + email + "\n");
                    CommandRun.of("certificates", "renew", "shop", door.file().toString());
                    door.awaitOther(trust, "shop.test", before);
                }
            }
            assertThat(front.asked("/my-account"))
                    .extracting(asked -> asked.payload().replace(" ", ""))
                    .containsExactly(
                            "{\"contact\":[\"mailto:a@shop.example\",\"mailto:b@shop.example\"]}",
                            "{\"contact\":[\"mailto:c@shop.example\"]}");
        }
    }

    private static String key(String account) {
        return account.substring(account.indexOf("-----BEGIN"));
    }
}
