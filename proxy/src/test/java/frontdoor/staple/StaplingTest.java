package frontdoor.staple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.OcspAuthority;
import frontdoor.fixture.RecordedLog;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of staples by the calendar: got, renewed, kept, dropped. */
final class StaplingTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(4);

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<Map<String, byte[]>> sent = new AtomicReference<>(Map.of());
    private final AtomicInteger revocations = new AtomicInteger();
    private OcspAuthority authority;
    private CertificatePair pair;
    private Collection<CertificatePair> served;
    private Stapling stapling;

    @BeforeEach
    void open() throws Exception {
        authority = new OcspAuthority();
        authority.validity(START, LIFE);
        pair = issue("a");
        served = List.of(pair);
        stapling = stapling();
    }

    @AfterEach
    void close() {
        stapling.close();
        authority.close();
    }

    private CertificatePair issue(String name) throws Exception {
        Path chain = directory.resolve(name + ".pem");
        Path key = directory.resolve(name + ".key");
        authority.issue(true, name + ".test").writeTo(chain, key);
        return ((CertificateLoading.Loaded) CertificateLoader.load(PairFiles.of(chain, key))).pair();
    }

    private Stapling stapling() {
        return new Stapling(
                () -> served, directory.resolve("state"), sent::set, revocations::incrementAndGet, now::get);
    }

    private void lookUntil(Callable<Boolean> holds) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            stapling.look();
            return holds.call();
        });
    }

    private void getOne() {
        lookUntil(() -> sent.get().containsKey(pair.leaf().fingerprint()));
    }

    @Test
    void renewsAtHalfOfItsLife() {
        getOne();
        byte[] first = sent.get().get(pair.leaf().fingerprint());
        assertThat(stapling.ends())
                .containsExactly(Map.entry("a.test", (double) START.plus(LIFE).getEpochSecond()));
        now.set(START.plus(LIFE.dividedBy(2)).minusMillis(1));
        stapling.look();
        assertThat(authority.asked()).isEqualTo(1);
        // Half, and the tenth in which those of replicas are spread.
        now.set(START.plus(LIFE.dividedBy(2)).plus(LIFE.dividedBy(10)));
        authority.validity(now.get(), LIFE);
        lookUntil(() -> sent.get().get(pair.leaf().fingerprint()) != first);
        assertThat(authority.asked()).isEqualTo(2);
    }

    @Test
    void tellsOnceOfWhatIsRevokedAndNothingOfWhatWasKnownAtTheStart() throws Exception {
        getOne();
        assertThat(revocations).hasValue(0);
        authority.status(new RevokedStatus(Date.from(START), CRLReason.keyCompromise));
        now.set(START.plus(LIFE.dividedBy(2)).plus(LIFE.dividedBy(10)));
        authority.validity(now.get(), LIFE);
        lookUntil(() -> revocations.get() == 1);
        stapling.look();
        stapling.close();
        stapling = stapling();
        stapling.restore();
        stapling.look();
        assertThat(revocations).hasValue(1);
    }

    /** RFC 7633: who demands a staple is not served without one, if it can be had. */
    @Test
    void getsTheStapleOfOneThatDemandsItBeforeItIsServed() throws Exception {
        CertificatePair next = issue("b");
        stapling.prepare(List.of(pair, next));
        assertThat(sent.get())
                .containsKeys(pair.leaf().fingerprint(), next.leaf().fingerprint());
        served = List.of(next);
        stapling.look();
        assertThat(sent.get()).containsOnlyKeys(next.leaf().fingerprint());
        assertThat(authority.asked()).isEqualTo(2);
        authority.handler(exchange -> OcspAuthority.send(exchange, 500, new byte[0]));
        stapling.prepare(List.of(next, issue("c")));
        assertThat(sent.get()).containsOnlyKeys(next.leaf().fingerprint());
    }

    @Test
    void servesWhatWasKeptBeforeAnybodyIsAsked() throws Exception {
        getOne();
        stapling.close();
        sent.set(Map.of());
        stapling = stapling();
        stapling.restore();
        assertThat(sent.get()).containsOnlyKeys(pair.leaf().fingerprint());
        stapling.look();
        assertThat(authority.asked()).isEqualTo(1);
        // What somebody has spoiled is asked for again.
        stapling.close();
        sent.set(Map.of());
        try (var files = Files.list(directory.resolve("state/ocsp"))) {
            Files.writeString(files.findFirst().orElseThrow(), "AAAA?");
        }
        stapling = stapling();
        stapling.restore();
        assertThat(sent.get()).isEmpty();
        getOne();
    }

    @Test
    void sendsNoneThatHasEnded() {
        getOne();
        authority.handler(exchange -> OcspAuthority.send(exchange, 500, new byte[0]));
        try (RecordedLog log = RecordedLog.of(Slot.class)) {
            now.set(START.plus(LIFE).minusMillis(1));
            lookUntil(() -> !log.lines().isEmpty());
            assertThat(sent.get()).isNotEmpty();
            now.set(START.plus(LIFE));
            stapling.look();
            assertThat(sent.get()).isEmpty();
            assertThat(stapling.ends()).isEmpty();
            now.set(START.plus(LIFE).plusSeconds(60));
            lookUntil(() -> log.lines().size() == 2);
            assertThat(log.lines().get(0)).contains("no staple was got", "it answers with 500", "127.0.0.1");
            assertThat(log.lines().get(1)).contains("demands one has ended: browsers that enforce it refuse");
        }
        authority.mend();
        authority.validity(now.get(), LIFE);
        now.set(now.get().plusSeconds(60));
        getOne();
    }

    @Test
    void asksLessAndLessOftenWhoDoesNotAnswer() {
        authority.handler(exchange -> OcspAuthority.send(exchange, 500, new byte[0]));
        Instant asked = START;
        int times = 0;
        for (int pause : List.of(0, 10, 20, 40)) {
            if (pause > 0) {
                now.set(asked.plusMillis(pause * 700L));
                stapling.look();
                assertThat(authority.asked()).isEqualTo(times);
            }
            asked = asked.plusMillis(pause * 1300L);
            now.set(asked);
            int next = ++times;
            lookUntil(() -> authority.asked() == next);
        }
        for (int hour = 0; hour < 20; hour++) {
            now.set(now.get().plus(Duration.ofMinutes(76)));
            int next = ++times;
            lookUntil(() -> authority.asked() == next);
        }
    }

    @Test
    void tellsLoudlyWhatWasRevoked() {
        getOne();
        authority.status(new RevokedStatus(Date.from(START), CRLReason.keyCompromise));
        now.set(START.plus(Duration.ofDays(3)));
        authority.validity(now.get(), LIFE);
        try (RecordedLog log = RecordedLog.of(Slot.class)) {
            lookUntil(() -> sent.get().isEmpty());
            assertThat(stapling.revoked()).containsExactly(Map.entry("a.test", 1.0));
            assertThat(log.lines()).singleElement().asString().contains("REVOKED", "a.test", "key compromise");
        }
        // A hold may end.
        authority.status(CertificateStatus.GOOD);
        now.set(now.get().plus(Duration.ofMinutes(76)));
        getOne();
        assertThat(stapling.revoked()).containsExactly(Map.entry("a.test", 0.0));
    }

    @Test
    void keepsItsStaplesWhenOthersCome() throws Exception {
        getOne();
        served = List.of(issue("b"), pair);
        lookUntil(() -> sent.get().size() == 2);
        assertThat(authority.asked()).isEqualTo(2);
        served = List.of();
        stapling.look();
        assertThat(sent.get()).isEmpty();
        assertThat(directory.resolve("state/ocsp")).isEmptyDirectory();
    }
}
