package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.AuthorityFront;
import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.MovingClock;
import frontdoor.fixture.Pebble;
import frontdoor.fixture.Program;
import frontdoor.fixture.Script;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.History;
import frontdoor.vault.AcmeVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of all kinds with a real authority, and what becomes of those that are cut off. */
class AcmeOrdersIT {
    private static final String SHOP = "hosts = [\"shop.test\"]";

    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private final Backend backend = new Backend();

    @AfterEach
    void close() throws Exception {
        backend.close();
    }

    private String site(String authorities, String acme, String hosts) {
        return """
            frontdoor.acme { authorities = [%s], agree-to-terms = true, challenges = [http-01]
              %s
            }
            frontdoor.sites.shop { %s, certificate = acme, backend = "http://127.0.0.1:%d" }
            """.formatted(authorities, acme, hosts, backend.port());
    }

    private static String authority(Pebble pebble, String more) {
        return "{ name = pebble, url = \"%s\", trust = \"%s\"%s }".formatted(pebble.url(), pebble.trust(), more);
    }

    private static void awaitCertificate(AcmeDoor door, String host) {
        door.awaitCertificate(host);
    }

    private Path kept(String file) {
        return directory.resolve("state/acme/sites/shop").resolve(file);
    }

    private Pebble pebble(String more) throws Exception {
        return Pebble.open(directory.resolve("pebble"), http, tls, more);
    }

    /** A program for dns-01; while there is a file {@code hold} beside it, it does not come to its end. */
    private Path hook(Pebble pebble) throws Exception {
        Program.named("curl");
        return Script.write(directory.resolve("hook"), """
            #!/bin/sh
            [ -e %1$s/hold ] && exec sleep 600
            case $1 in
              present) curl -sf -d "{\\"host\\": \\"$2\\", \\"value\\": \\"$3\\"}" %2$s/set-txt ;;
              cleanup) curl -sf -d "{\\"host\\": \\"$2\\"}" %2$s/clear-txt ;;
            esac
            """.formatted(directory, pebble.zone()));
    }

    /** A start goes on with the order that an end has cut off, and places no other one. */
    @Test
    void anOrderThatWasCutOffGoesOn() throws Exception {
        try (Pebble pebble = pebble("")) {
            Path hold = Files.createFile(directory.resolve("hold"));
            String text = site(authority(pebble, ""), "dns-hook = \"%s\"".formatted(hook(pebble)), SHOP)
                    .replace("[http-01]", "[dns-01]");
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text)) {
                await().atMost(2, TimeUnit.MINUTES).until(() -> Files.exists(kept("0.order")));
                assertThat(door.plain("shop.test", "/").status()).isEqualTo(503);
            }
            Files.delete(hold);
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text)) {
                awaitCertificate(door, "shop.test");
            }
            assertThat(pebble.log()).containsOnlyOnce("Added order");
            assertThat(kept("0.order")).doesNotExist();
        }
    }

    /** Four failures in a row, and the next authority is asked. */
    @Test
    void theSecondAuthorityIsAskedWhenTheFirstFailsForLong() throws Exception {
        Instant past = Instant.now().minus(Duration.ofHours(2));
        History history = History.begun(past);
        for (int i = 0; i < 4; i++) {
            history = history.with(Attempt.failed(past, "first", past, "it cannot be reached"));
        }
        new AcmeVault(directory.resolve("state")).of("shop").write(AcmeVault.history(0), history.text());
        try (Pebble pebble = pebble("");
                AcmeDoor door = AcmeDoor.open(
                        directory,
                        http,
                        tls,
                        site("{ name = first, url = \"https://127.0.0.1:1/\" }, " + authority(pebble, ""), "", SHOP))) {
            awaitCertificate(door, "shop.test");
        }
    }

    @Test
    void anAccountFromElsewhereIsBound() throws Exception {
        Path key = Files.writeString(
                directory.resolve("eab.key"), "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W\n");
        String required = ", \"externalAccountBindingRequired\": true, \"externalAccountMACKeys\":"
                + " { \"kid-1\": \"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W\" }";
        try (Pebble pebble = pebble(required);
                AcmeDoor door = AcmeDoor.open(
                        directory,
                        http,
                        tls,
                        site(
                                authority(
                                        pebble, ", external-account { id = kid-1, key-file = \"%s\" }".formatted(key)),
                                "",
                                SHOP))) {
            awaitCertificate(door, "shop.test");
        }
    }

    @Test
    void aWildcardComesByDns01ThroughTheHook() throws Exception {
        try (Pebble pebble = pebble("")) {
            Path hook = hook(pebble);
            SSLContext trust = pebble.issued();
            try (AcmeDoor door = AcmeDoor.open(
                    directory,
                    http,
                    tls,
                    site(
                                    authority(pebble, ""),
                                    "dns-hook = \"%s\"".formatted(hook),
                                    "hosts = [\"*.shop.test\", \"shop.test\"]")
                            .replace("[http-01]", "[http-01, dns-01]"))) {
                awaitCertificate(door, "shop.test");
                assertThat(door.secure(trust, "any.shop.test", "/").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void bothKindsOfKeyStandSideBySide() throws Exception {
        try (Pebble pebble = pebble("");
                AcmeDoor door = AcmeDoor.open(
                        directory, http, tls, site(authority(pebble, ""), "keys = [ec-p256, rsa-2048]", SHOP))) {
            await().atMost(2, TimeUnit.MINUTES).until(() -> Files.exists(kept("0.pem")) && Files.exists(kept("1.pem")));
            awaitCertificate(door, "shop.test");
            assertThat(door.shown(pebble.issued(), "shop.test").getPublicKey().getAlgorithm())
                    .isEqualTo("EC");
        }
    }

    @Test
    void severalSitesGetTheirsAtOnce() throws Exception {
        try (Pebble pebble = pebble("")) {
            StringBuilder text = new StringBuilder(site(authority(pebble, ""), "", SHOP));
            for (int i = 0; i < 8; i++) {
                text.append(
                        "frontdoor.sites.s%1$d { hosts = [\"s%1$d.test\"], certificate = acme, backend = \"http://127.0.0.1:%2$d\" }\n"
                                .formatted(i, backend.port()));
            }
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text.toString())) {
                for (int i = 0; i < 8; i++) {
                    awaitCertificate(door, "s" + i + ".test");
                }
            }
        }
    }

    /** RFC 9773: a window that has begun renews at once, while it serves, and the order names what it replaces. */
    @Test
    void theAuthorityCanHaveItRenewedEarly() throws Exception {
        MovingClock clock = new MovingClock();
        try (Pebble pebble = pebble("");
                AuthorityFront front = AuthorityFront.open(pebble, directory)) {
            pebble.assumeNewer();
            SSLContext trust = pebble.issued();
            String text = site(front.authority("pebble"), "", SHOP);
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text, clock)) {
                door.awaitCertificate("shop.test");
                X509Certificate first = door.shown(trust, "shop.test");
                assertThat(front.asked("/order-plz"))
                        .noneMatch(order -> order.payload().contains("replaces"));
                clock.awaitLook();
                pebble.suggestNow(kept("0.pem"));
                clock.pass(Duration.ofDays(1));
                door.awaitOther(trust, "shop.test", first);
                assertThat(front.asked("/order-plz").getLast().payload())
                        .contains("\"replaces\":\"" + ariName(first) + "\"");
            }
        }
    }

    /** RFC 9773 4.1: the issuer's key and the number. */
    private static String ariName(X509Certificate certificate) {
        byte[] issuer = AuthorityKeyIdentifier.getInstance(ASN1OctetString.getInstance(
                                certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId()))
                        .getOctets())
                .getKeyIdentifierOctets();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(issuer) + "."
                + base64.encodeToString(certificate.getSerialNumber().toByteArray());
    }

    /** By hand: list tells what there is, renew and revoke ask the running process. */
    @Test
    void certificatesAreListedRenewedAndRevokedByHand() throws Exception {
        try (Pebble pebble = pebble("")) {
            SSLContext trust = pebble.issued();
            String admin = "frontdoor.admin.listen = \"127.0.0.1:%d\"\n".formatted(FreePort.take());
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, site(authority(pebble, ""), "", SHOP) + admin)) {
                String file = door.file().toString();
                awaitCertificate(door, "shop.test");
                assertThat(CommandRun.of("certificates", "list", file).out())
                        .startsWith("shop  shop.test  ec  ends ")
                        .contains(" left)  acme");
                X509Certificate first = door.shown(trust, "shop.test");
                assertThat(CommandRun.of("certificates", "renew", "shop", file).out())
                        .contains("shop: another certificate is asked for");
                await().atMost(2, TimeUnit.MINUTES)
                        .until(() -> !door.shown(trust, "shop.test").equals(first));
                X509Certificate second = door.shown(trust, "shop.test");
                assertThat(CommandRun.of("certificates", "revoke", "shop.test", file)
                                .out())
                        .contains("shop: revoked; another certificate is asked for");
                await().atMost(2, TimeUnit.MINUTES)
                        .until(() -> !door.shown(trust, "shop.test").equals(second));
                assertThat(pebble.managed("/cert-status-by-serial/"
                                + second.getSerialNumber().toString(16)))
                        .contains("Revoked");
                assertThat(CommandRun.of("certificates", "renew", "nobody", file)
                                .exitCode())
                        .isEqualTo(ExitCode.PROBLEMS);
            }
        }
    }

    /** Another host in the site asks for another certificate at once; the one that is there serves meanwhile. */
    @Test
    void anotherHostAsksForAnotherCertificate() throws Exception {
        try (Pebble pebble = pebble("")) {
            SSLContext trust = pebble.issued();
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, site(authority(pebble, ""), "", SHOP))) {
                awaitCertificate(door, "shop.test");
                door.rewrite(site(authority(pebble, ""), "", "hosts = [\"shop.test\", \"more.test\"]"));
                awaitCertificate(door, "more.test");
                assertThat(door.secure(trust, "more.test", "/").status()).isEqualTo(200);
                assertThat(door.secure(trust, "shop.test", "/").status()).isEqualTo(200);
            }
        }
    }
}
