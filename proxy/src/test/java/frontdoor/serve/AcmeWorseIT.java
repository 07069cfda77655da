package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.AuthorityFront;
import frontdoor.fixture.AuthorityTrust;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.MovingClock;
import frontdoor.fixture.Pebble;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.ShopFiles;
import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renewal never replaces a good certificate by a worse one: of fewer names, of an earlier end, of a key that is not ours. */
class AcmeWorseIT {
    private static final Pattern CSR = Pattern.compile("\"csr\":\\s*\"([^\"]*)\"");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private final MovingClock clock = new MovingClock();

    /** Makes a certificate of what was asked for. */
    private interface Issuing {
        X509Certificate of(PublicKey key, Instant now);
    }

    /** A front that answers with another certificate than the authority has issued. */
    private static AuthorityFront.Rule issuing(Issuing issuing) {
        PublicKey[] key = new PublicKey[1];
        return (asked, pass) -> {
            if (asked.isFor("/finalize-order/")) {
                key[0] = requested(asked.payload());
            }
            AuthorityFront.Reply reply = pass.answer();
            return asked.isFor("/certZ/") && reply.status() == 200
                    ? new AuthorityFront.Reply(200, reply.fields(), pem(issuing.of(key[0], Instant.now())))
                    : reply;
        };
    }

    private static PublicKey requested(String payload) throws IOException {
        Matcher found = CSR.matcher(payload);
        assertThat(found.find()).isTrue();
        try {
            return new JcaPKCS10CertificationRequest(Base64.getUrlDecoder().decode(found.group(1))).getPublicKey();
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    private static String pem(X509Certificate leaf) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate one : List.of(leaf, TestCertificates.AUTHORITY)) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder().encodeToString(one.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
        return text.toString();
    }

    private static X509Certificate leaf(PublicKey key, Instant end, String... names) {
        return TestCertificates.leaf(
                new KeyPair(key, null), List.of(names), Instant.now().minus(DAY), end);
    }

    @Test
    void whatIsWorseIsRefusedAndNotAskedForAgainAtOnce() throws Exception {
        ShopFiles shop = new ShopFiles(directory);
        String before =
                shop.keep(Duration.ofDays(29), "shop.test", "www.shop.test").chain();
        Path trusted = directory.resolve("trusted.pem");
        TestCertificates.writeAuthority(trusted);
        SSLContext trust = AuthorityTrust.of(trusted);
        Instant late = Instant.now().plus(Duration.ofDays(300));
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls);
                AuthorityFront front = AuthorityFront.open(pebble, directory);
                RecordedLog log = RecordedLog.of("frontdoor.acme.Issuance")) {
            front.answers(issuing((key, _) -> leaf(key, late, "shop.test")));
            String text =
                    ShopFiles.written(front.authority("pebble"), "", "hosts = [\"shop.test\", \"www.shop.test\"]");
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text, clock)) {
                X509Certificate served = door.shown(trust, "shop.test");
                awaitRefused(log, "it names shop.test, or has");
                clock.pass(Duration.ofHours(30));
                clock.awaitLook();
                assertThat(shop.history().failures())
                        .as("it was issued, and limits count it")
                        .hasSize(1);

                front.answers(
                        issuing((key, now) -> leaf(key, now.plus(Duration.ofDays(6)), "shop.test", "www.shop.test")));
                clock.pass(Duration.ofHours(5));
                awaitRefused(log, "before the one that is there");

                PublicKey other = TestCertificates.newKeys(KeyKind.EC).getPublic();
                front.answers(issuing((_, _) -> leaf(other, late, "shop.test", "www.shop.test")));
                clock.pass(Duration.ofHours(35));
                awaitRefused(log, "it is for another key than ours");

                assertThat(door.shown(trust, "www.shop.test")).isEqualTo(served);
                assertThat(Files.readString(shop.kept("0.pem"))).endsWith(before);

                front.passes();
                clock.pass(Duration.ofHours(35));
                SSLContext both = AuthorityTrust.of(trusted, pebble.root());
                assertThat(door.awaitOther(both, "www.shop.test", served)
                                .getNotAfter()
                                .toInstant())
                        .isAfter(served.getNotAfter().toInstant());
            }
        }
    }

    private static void awaitRefused(RecordedLog log, String why) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(log.lines())
                        .anyMatch(line -> line.contains("is worse than what is wanted, and is not used: ")
                                && line.contains(why)));
    }
}
