package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CertificateStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static CertificatePair lasting(KeyKind kind, int from, int to, String... names) {
        return pair(kind, NOW.plus(Duration.ofDays(from)), NOW.plus(Duration.ofDays(to)), names);
    }

    private static CertificatePair lasting(int from, int to, String... names) {
        return lasting(KeyKind.EC, from, to, names);
    }

    private static CertificateStore store(CertificatePair... pairs) {
        return CertificateStore.of(List.of(pairs), List.of(), InstantSource.fixed(NOW));
    }

    /** C7. */
    @Test
    void findsExactNamesBeforeWildcards() {
        CertificatePair exact = lasting(-10, 10, "a.example.com");
        CertificatePair wildcard = lasting(-10, 80, "*.example.com");
        CertificateStore store = store(wildcard, exact);
        assertThat(store.find("A.example.com.")).contains(exact);
        assertThat(store.find("b.example.com")).contains(wildcard);
        assertThat(store.find("a.b.example.com")).isEmpty();
        assertThat(store.find("example.com")).isEmpty();
        assertThat(store.find(null)).isEmpty();
    }

    @Test
    void findsAddressesInAnySpelling() {
        CertificatePair pair = lasting(-10, 10, "127.0.0.1", "::1");
        assertThat(store(pair).find("127.0.0.1")).contains(pair);
        assertThat(store(pair).find("[::1]")).contains(pair);
        assertThat(store(pair).find("0:0:0:0:0:0:0:1")).contains(pair);
        assertThat(pair.covers("::1")).isTrue();
        assertThat(pair.covers("::2")).isFalse();
    }

    /** Q11. */
    @Test
    void neverReplacesAValidCertificateByAnEndedOne() {
        CertificatePair valid = lasting(-80, 2, "a.com");
        CertificatePair ended = lasting(-90, -1, "a.com");
        CertificatePair future = lasting(1, 90, "a.com");
        assertThat(store(ended, valid, future).find("a.com")).contains(valid);
        assertThat(store(future, valid, ended).find("a.com")).contains(valid);
    }

    /** Q11. */
    @Test
    void servesTheOneThatEndedLastWhereNoneIsValid() {
        CertificatePair older = lasting(-90, -9, "a.com");
        CertificatePair newer = lasting(KeyKind.RSA, -80, -1, "a.com");
        assertThat(store(older, newer).find("a.com")).contains(newer);
        assertThat(store(newer, older).find("a.com")).contains(newer);
    }

    @Test
    void prefersAValidWildcardToAnEndedExactName() {
        CertificatePair exact = lasting(-90, -1, "a.example.com");
        CertificatePair wildcard = lasting(-10, 10, "*.example.com");
        assertThat(store(exact, wildcard).find("a.example.com")).contains(wildcard);
    }

    @Test
    void prefersTheOneThatEndsLast() {
        CertificatePair sooner = lasting(-10, 10, "a.com");
        CertificatePair later = lasting(-20, 70, "a.com");
        assertThat(store(sooner, later).find("a.com")).contains(later);
    }

    /** C7. */
    @Test
    void answersUnknownAndAbsentNamesWithTheDefault() {
        CertificatePair named = lasting(-10, 10, "a.com");
        CertificatePair standard = lasting(-10, 10, "default.test");
        CertificateStore store = CertificateStore.of(List.of(named), List.of(standard), InstantSource.fixed(NOW));
        assertThat(store.find(null)).contains(standard);
        assertThat(store.find("unknown.test")).contains(standard);
        assertThat(store.find("a.com")).contains(named);
        assertThat(store.pairs()).containsExactlyInAnyOrder(named, standard);
    }

    /** C7; who goes to an address sends no name (RFC 6066 3). */
    @Test
    void answersAbsentNamesWhereAnAddressIsServedAndThereIsNoDefault() {
        CertificatePair named = lasting(-10, 80, "a.com");
        CertificatePair address = lasting(-10, 10, "b.com", "127.0.0.1");
        CertificateStore served = CertificateStore.of(
                List.of(named, address), List.of(), List.of("127.0.0.1"), Map.of(), Set.of(), InstantSource.fixed(NOW));
        assertThat(served.find(null)).contains(address);
        assertThat(served.find("unknown.test")).isEmpty();
        assertThat(store(named, address).find(null)).isEmpty();
        CertificateStore store = CertificateStore.of(List.of(address), List.of(named), InstantSource.fixed(NOW));
        assertThat(store.find(null)).contains(named);
    }

    /** C15. */
    @Test
    void choosesTheKindTheClientTakes() {
        CertificatePair ec = lasting(-10, 10, "a.com");
        CertificatePair rsa = lasting(KeyKind.RSA, -10, 70, "a.com");
        CertificateStore store = store(rsa, ec);
        assertThat(store.find("a.com", EcCurves.ALL, false, true)).contains(ec);
        assertThat(store.find("a.com", EcCurves.NONE, false, true)).contains(rsa);
        assertThat(store.find("a.com", EcCurves.NONE, false, false)).isPresent();
        CertificatePair ended = lasting(-90, -1, "a.com");
        assertThat(store(ended, rsa).find("a.com", EcCurves.ALL, false, true)).contains(rsa);
    }

    /** DESIGN.md 3: whoever names a certificate for a site has chosen it, whatever else names the host and ends later. */
    @Test
    void prefersThePairThatTheSiteOfTheHostNames() {
        CertificatePair team = pair(KeyKind.EC, NOW.minus(DAY), NOW.plus(DAY.multipliedBy(300)), "a.test", "*.b.test");
        CertificatePair own = pair(KeyKind.RSA, NOW.minus(DAY), NOW.plus(DAY.multipliedBy(30)), "a.test");
        CertificatePair wide = pair(KeyKind.RSA, NOW.minus(DAY), NOW.plus(DAY.multipliedBy(30)), "*.b.test");
        Map<String, List<CertificatePair>> owned =
                Map.of("a.test", List.of(own), "*.b.test", List.of(wide), "x.b.test", List.of());
        CertificateStore store = CertificateStore.of(
                List.of(team, own, wide), List.of(), List.of(), owned, Set.of(), InstantSource.fixed(NOW));
        assertThat(store.find("a.test")).contains(own);
        assertThat(store.find("any.b.test")).contains(wide);
        assertThat(store.find("x.b.test"))
                .as("belongs to a site that names none")
                .contains(team);
        assertThat(store.find("a.test", EcCurves.ALL, false, false))
                .as("to a client that cannot take it")
                .contains(team);
    }

    @Test
    void letsOthersStepInWhereThePairOfTheSiteHasEnded() {
        CertificatePair team = pair(KeyKind.EC, NOW.minus(DAY), NOW.plus(DAY), "a.test");
        CertificatePair own = pair(KeyKind.EC, NOW.minus(DAY.multipliedBy(9)), NOW.minus(DAY), "a.test");
        Map<String, List<CertificatePair>> owned = Map.of("a.test", List.of(own));
        assertThat(CertificateStore.of(
                                List.of(own, team), List.of(), List.of(), owned, Set.of(), InstantSource.fixed(NOW))
                        .find("a.test"))
                .contains(team);
        assertThat(CertificateStore.of(List.of(own), List.of(), List.of(), owned, Set.of(), InstantSource.fixed(NOW))
                        .find("a.test"))
                .contains(own);
    }

    /** A9: whatever order they come in, the first that suits is the one that a look at all of them finds. */
    @Test
    void picksOfManyWhatALookAtAllOfThemFinds() {
        List<CertificatePair> all = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            for (int[] days : new int[][] {{-90, -2}, {-80, -1}, {-10, 3}, {-9, 5}, {1, 9}, {2, 8}}) {
                all.add(lasting(kind, days[0], days[1], "a.com"));
            }
        }
        Random random = new Random(9);
        for (int i = 0; i < 500; i++) {
            Collections.shuffle(all, random);
            List<CertificatePair> some = all.subList(0, 1 + random.nextInt(all.size()));
            boolean ecdsa = random.nextBoolean();
            boolean ed25519 = random.nextBoolean();
            boolean rsa = random.nextBoolean();
            CertificateStore store = CertificateStore.of(some, List.of(), InstantSource.fixed(NOW));
            Comparator<CertificatePair> best = Comparator.comparing(
                            (CertificatePair pair) -> switch (pair.leaf().kind()) {
                                case ED25519 -> ed25519;
                                case EC -> ecdsa;
                                case RSA -> rsa;
                            })
                    .thenComparing(pair -> pair.leaf().isValidAt(NOW))
                    .thenComparing(pair ->
                            pair.leaf().isValidAt(NOW) ? -pair.leaf().kind().ordinal() : Integer.MIN_VALUE)
                    .thenComparing(pair -> pair.leaf().notAfter());
            CertificatePair found = store.find("a.com", ecdsa ? EcCurves.ALL : EcCurves.NONE, ed25519, rsa)
                    .orElseThrow();
            assertThat(some).noneMatch(pair -> best.compare(pair, found) > 0);
        }
    }
}
