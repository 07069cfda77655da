package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.AuthorityFront;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.MovingClock;
import frontdoor.fixture.Pebble;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.ShopFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities that refuse, are down, are busy or talk nonsense: what is told of it, when they are asked again, and that it ends well. */
class AcmeTroubleIT {
    private static final String ISSUANCE = "frontdoor.acme.Issuance";
    private static final String SHOP = "hosts = [\"shop.test\"]";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Longer than the pause after the first failure. */
    private static final Duration PAUSE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private final MovingClock clock = new MovingClock();
    private ShopFiles shop;

    @BeforeEach
    void setUp() {
        shop = new ShopFiles(directory);
    }

    private Pebble pebble() throws Exception {
        return pebble(Map.of());
    }

    private Pebble pebble(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PEBBLE_AUTHZREUSE", "0");
        return Pebble.open(directory.resolve("pebble"), http, tls, "", environment);
    }

    private AcmeDoor door(String text) throws Exception {
        return AcmeDoor.open(directory, http, tls, text, clock);
    }

    private static void awaitFailure(RecordedLog log, String words) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(words)));
    }

    private static String authority(Pebble pebble) {
        return "{ name = pebble, url = \"%s\", trust = \"%s\" }".formatted(pebble.url(), pebble.trust());
    }

    /** The challenge leads to where nobody answers; the authority's words stand in the log, the list and the plan, and it is asked again after a pause. */
    @Test
    void whatTheAuthoritySaysIsToldWhereverPeopleLook() throws Exception {
        try (Pebble pebble = pebble();
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            pebble.place("shop.test", "127.0.0.9");
            try (AcmeDoor door = door(ShopFiles.written(authority(pebble), "", SHOP))) {
                awaitFailure(log, "connection");
                clock.awaitLook();
                assertThat(pebble.count("Added order")).as("within the pause").isEqualTo(1);
                String words = shop.history().lastFailure().orElseThrow().words();
                assertThat(words).contains("shop.test (http-01)").contains("connection refused");
                String file = door.file().toString();
                assertThat(log.lines()).anyMatch(line -> line.contains(words));
                assertThat(CommandRun.of("certificates", "list", file).out())
                        .contains("awaited since ")
                        .contains("; pebble at ")
                        .contains(words);
                assertThat(CommandRun.of("plan", file).out().replaceAll("\\s+", " "))
                        .contains("certificate-awaited")
                        .contains("pebble did not issue it at ")
                        .contains(words);
                pebble.forget("shop.test");
                clock.pass(PAUSE);
                door.awaitCertificate("shop.test");
                assertThat(pebble.count("Added order")).isEqualTo(2);
            }
        }
    }

    /** Stopped, then standing still with its port open, then back as one that knows nobody any more. */
    @Test
    void anAuthorityThatIsDownIsAskedAgainWhenItIsUp() throws Exception {
        try (Pebble pebble = pebble();
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            pebble.stop();
            try (AcmeDoor door = door(ShopFiles.written(authority(pebble), "", SHOP))) {
                awaitFailure(log, "it cannot be reached: connection refused");
                pebble.start();
                pebble.freeze(true);
                clock.pass(PAUSE);
                awaitFailure(log, "it cannot be reached: timed out");
                assertThat(door.plain("shop.test", "/").status()).isEqualTo(503);
                pebble.freeze(false);
                clock.pass(PAUSE.multipliedBy(3));
                door.awaitCertificate("shop.test");
            }
        }
    }

    /** An authority that answers 500 for long: the next one brings the certificate. */
    @Test
    void theSecondAuthorityTakesOver() throws Exception {
        try (Pebble pebble = pebble();
                AuthorityFront broken = AuthorityFront.open(pebble, directory);
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            broken.answers((_, _) -> new AuthorityFront.Reply(500, List.of("Content-Type: text/html"), "<p>oops"));
            try (AcmeDoor door =
                    door(ShopFiles.written(broken.authority("broken") + ", " + authority(pebble), "", SHOP))) {
                for (int failures = 1; failures <= 4; failures++) {
                    awaitFailure(log, "failures=\"" + failures + "\"");
                    assertThat(shop.history().attempts())
                            .hasSize(failures)
                            .allMatch(one -> one.authority().equals("broken"));
                    clock.pass(Duration.ofHours(1));
                }
                door.awaitCertificate("shop.test");
                assertThat(shop.history().issuer()).contains("pebble");
                assertThat(shop.history().attempts().getFirst().words()).contains("500");
            }
        }
    }

    /** The authority makes two of three nonces bad; then it cannot make the certificate, and later makes it of the same order. */
    @Test
    void badNoncesAndAFailureAtTheEndCostNoOrder() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        // With those that Pebble refuses by chance, one in a hundred requests would be refused ten times running, which
        // ends it.
        try (Pebble pebble = pebble(Map.of("PEBBLE_WFE_NONCEREJECT", "0"));
                AuthorityFront front = AuthorityFront.open(pebble, directory);
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            front.answers((one, pass) -> {
                if (!one.nonce().isEmpty() && asked.incrementAndGet() % 3 != 0) {
                    return AuthorityFront.Reply.problem(one, 400, "badNonce", "a bad one");
                }
                return one.isFor("/finalize-order/") && failures.getAndIncrement() == 0
                        ? AuthorityFront.Reply.problem(one, 500, "serverInternal", "the signer is away")
                        : pass.answer();
            });
            try (AcmeDoor door = door(ShopFiles.written(front.authority("pebble"), "", SHOP))) {
                awaitFailure(log, "serverInternal: the signer is away");
                clock.pass(PAUSE);
                door.awaitCertificate("shop.test");
                assertThat(pebble.count("Added order")).isEqualTo(1);
                assertThat(asked.get()).isGreaterThan(10);
            }
        }
    }

    /** The limit holds for as long as the authority says: for every site, for one that comes later, and after a restart. */
    @Test
    void aRateLimitIsNotMetTwice() throws Exception {
        try (Pebble pebble = pebble();
                AuthorityFront front = AuthorityFront.open(pebble, directory);
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            front.answers((one, pass) -> one.isFor("/order-plz")
                    ? AuthorityFront.Reply.problem(
                            one, 429, "rateLimited", "too many new orders recently", "Retry-After: 7200")
                    : pass.answer());
            String text = ShopFiles.written(front.authority("pebble"), "", SHOP);
            String more = text + "frontdoor.sites.more { hosts = [\"more.test\"], certificate = acme,"
                    + " backend = \"http://127.0.0.1:1\" }\n";
            try (AcmeDoor door = door(text)) {
                awaitFailure(log, "rateLimited: too many new orders recently");
                assertThat(CommandRun.of("certificates", "list", door.file().toString())
                                .out())
                        .contains("rateLimited: too many new orders recently")
                        .contains("; it is not asked again before 20");
                door.rewrite(more);
                clock.pass(Duration.ofMinutes(100));
                clock.awaitLook();
            }
            try (AcmeDoor door = door(more)) {
                clock.awaitLook();
                assertThat(front.asked("/order-plz")).hasSize(1);
                front.passes();
                clock.pass(Duration.ofMinutes(21));
                door.awaitCertificate("shop.test");
                door.awaitCertificate("more.test");
            }
        }
    }

    /** Whatever stands before the authority says when to come again: that is heard, too (RFC 9110 10.2.3). */
    @Test
    void aBusyAuthorityIsLeftAloneForAsLongAsItSays() throws Exception {
        try (Pebble pebble = pebble();
                AuthorityFront front = AuthorityFront.open(pebble, directory);
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            front.answers((_, _) ->
                    new AuthorityFront.Reply(503, List.of("Content-Type: text/html", "Retry-After: 7200"), "<p>busy"));
            try (AcmeDoor door = door(ShopFiles.written(front.authority("pebble"), "", SHOP))) {
                awaitFailure(log, "503");
                front.passes();
                clock.pass(Duration.ofMinutes(100));
                clock.awaitLook();
                assertThat(shop.history().attempts()).hasSize(1);
                clock.pass(Duration.ofMinutes(21));
                door.awaitCertificate("shop.test");
            }
        }
    }

    /** Whatever an authority, or what stands before it, answers: it is told, bounded, and asked again, until there is a certificate. */
    @Test
    void nonsenseIsToldAndEndsWell() throws Exception {
        List<String> json = List.of("Content-Type: application/json", "Location: https://127.0.0.1/x");
        List<AuthorityFront.Reply> nonsense = List.of(
                new AuthorityFront.Reply(201, json, " ".repeat(2 << 20)),
                new AuthorityFront.Reply(201, List.of("Content-Type: application/json", "Content-Encoding: gzip"), "x"),
                new AuthorityFront.Reply(200, List.of("Content-Type: text/html"), "<p>sign in to the network"),
                new AuthorityFront.Reply(201, json, "{}"),
                new AuthorityFront.Reply(201, json, "[".repeat(500_000)),
                new AuthorityFront.Reply(307, List.of("Location: /order-plz"), ""),
                new AuthorityFront.Reply(503, List.of("Retry-After: 99999999999999999999"), "<p>busy"));
        try (Pebble pebble = pebble();
                AuthorityFront front = AuthorityFront.open(pebble, directory);
                RecordedLog log = RecordedLog.of(ISSUANCE)) {
            AtomicInteger turn = new AtomicInteger();
            front.answers((one, pass) -> one.isFor("/order-plz") ? nonsense.get(turn.get()) : pass.answer());
            try (AcmeDoor door = door(ShopFiles.written(front.authority("pebble"), "", SHOP))) {
                for (int failures = 1; failures < nonsense.size(); failures++) {
                    awaitFailure(log, "failures=\"" + failures + "\"");
                    turn.incrementAndGet();
                    clock.pass(Duration.ofHours(1));
                }
                awaitFailure(log, "failures=\"" + nonsense.size() + "\"");
                front.passes();
                clock.pass(Duration.ofHours(1));
                door.awaitCertificate("shop.test");
            }
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("its answer is longer than 1 MiB"))
                    .anyMatch(line -> line.contains("its answer is compressed"));
        }
    }
}
