package frontdoor.serve;

import frontdoor.loop.Periodically;
import frontdoor.snapshot.Snapshot;
import frontdoor.terms.ClientTrust;
import frontdoor.terms.TlsTerms;
import frontdoor.x509.Lifetime;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once of every authority of clients, and of every list of what one has revoked, that is about to end, and once more when it has:
 * from then on its clients get no connection.
 *
 * <h2>Threads</h2>
 *
 * One of its own.
 */
final class ClientTrustWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClientTrustWatch.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    /** To have clients get new certificates takes time; but the last fifth of ten years is no news. */
    private static final Duration EARLIEST = Duration.ofDays(60);

    private final Supplier<Snapshot> snapshots;
    private final InstantSource clock;
    private final Periodically looks = new Periodically("frontdoor-clients", "looking at authorities of clients");
    private Set<Told> told = Set.of();

    private record Told(String what, String name, Instant end, boolean ended) {}

    ClientTrustWatch(Supplier<Snapshot> snapshots, InstantSource clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Watches from now on. */
    static ClientTrustWatch start(Supplier<Snapshot> snapshots, InstantSource clock) {
        ClientTrustWatch watch = new ClientTrustWatch(snapshots, clock);
        watch.looks.start(watch::look, Duration.ZERO, () -> PERIOD);
        return watch;
    }

    /** Tells what was not told before. */
    void look() {
        Set<Told> now = new HashSet<>();
        for (TlsTerms terms : snapshots.get().terms()) {
            ClientTrust trust = terms.clients();
            if (trust != null) {
                trust.authorities().forEach(authority -> find(authority, now));
                trust.revocations().forEach(list -> find(list, now));
            }
        }
        now.stream().filter(one -> !told.contains(one)).forEach(ClientTrustWatch::tell);
        told = now;
    }

    private void find(X509Certificate authority, Set<Told> found) {
        find(
                "authority",
                authority.getSubjectX500Principal().getName(),
                new Lifetime(
                        authority.getNotBefore().toInstant(),
                        authority.getNotAfter().toInstant()),
                found);
    }

    private void find(X509CRL list, Set<Told> found) {
        if (list.getNextUpdate() != null) {
            find(
                    "revocation list",
                    list.getIssuerX500Principal().getName(),
                    new Lifetime(
                            list.getThisUpdate().toInstant(),
                            list.getNextUpdate().toInstant()),
                    found);
        }
    }

    private void find(String what, String name, Lifetime lifetime, Set<Told> found) {
        Instant now = clock.instant();
        Instant end = lifetime.notAfter();
        boolean soon = !now.isBefore(lifetime.endsSoonFrom()) && now.isAfter(end.minus(EARLIEST));
        if (soon || now.isAfter(end)) {
            found.add(new Told(what, name, end, now.isAfter(end)));
        }
    }

    private static void tell(Told one) {
        log.atWarn()
                .addKeyValue("what", one.what)
                .addKeyValue("name", one.name)
                .addKeyValue("end", one.end)
                .log(
                        one.ended
                                ? "what clients are believed by has ended: they get no connection any more"
                                : "what clients are believed by is about to end; put another one into its file in time");
    }

    @Override
    public void close() {
        looks.close();
    }
}
