package frontdoor.acme;

import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeChallenge;
import frontdoor.config.AcmeConfig;
import frontdoor.renewal.Alarm;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.Due;
import frontdoor.renewal.History;
import frontdoor.report.Cause;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to get a certificate, from its account to its place on the disk, and what is told of it.
 *
 * <h2>Threads</h2>
 *
 * Any that may block for minutes.
 */
final class Issuance {
    private static final Logger log = LoggerFactory.getLogger(Issuance.class);
    /** How often advice is asked for where the authority does not say (RFC 9773 4.3). */
    private static final Duration ADVICE = Duration.ofHours(6);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final AcmeFiles files;
    private final AcmeWays ways;
    private final Accounts accounts;
    private final Runnable putInForce;
    private final InstantSource clock;
    private final OrderCounts counts = new OrderCounts();

    Issuance(AcmeFiles files, AcmeWays ways, Runnable putInForce, InstantSource clock) {
        this.files = files;
        this.ways = ways;
        this.accounts = new Accounts(files);
        this.putInForce = putInForce;
        this.clock = clock;
    }

    /** Asks {@code authority} for the certificate of {@code slot}. Blocks. */
    void get(Slot slot, AcmeConfig config, AcmeAuthority authority) {
        slot.onTried();
        try {
            attempt(slot, config, authority);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (AcmeException
                | IOException
                | GeneralSecurityException
                | OrderFailedException
                | RuntimeException failed) {
            onFailed(slot, authority, failed);
        }
    }

    private void attempt(Slot slot, AcmeConfig config, AcmeAuthority authority)
            throws AcmeException, IOException, GeneralSecurityException, OrderFailedException, InterruptedException {
        Wanted wanted = slot.wanted();
        if (findsAnother(slot, wanted)) {
            return;
        }
        Optional<X509Certificate> replaced = slot.history()
                .issuer()
                .filter(issuer -> issuer.equals(authority.name()))
                .flatMap(_ -> slot.kept().map(Kept::leaf));
        Login login = accounts.login(authority, config);
        Answering answering =
                new Answering(ways.http(), ways.alpn(), config.dnsHook().map(DnsHook::new));
        List<AcmeChallenge> challenges =
                turned(config.challenges(), slot.history().failures().size());
        OrderRun.Issued issued =
                new OrderRun(wanted, authority, login, files, clock).run(replaced, answering, challenges);
        Kept fresh = Kept.of(issued.chain()).orElseThrow(() -> new OrderFailedException("the certificate is empty"));
        accept(slot, wanted, fresh, issued.keys());
        // In this order: an end in between leaves the order, by which a start tells what it has brought.
        files.writeCertificate(wanted, issued.keys().getPrivate(), issued.chain());
        slot.take(fresh);
        record(slot, Attempt.good(clock.instant(), authority.name()));
        files.deleteRevoked(wanted);
        files.deleteOrder(wanted);
        log.atInfo()
                .addKeyValue("site", wanted.site())
                .addKeyValue("authority", authority.name())
                .addKeyValue("names", String.join(" ", fresh.names()))
                .addKeyValue("ends", fresh.lifetime().notAfter())
                .log("a certificate was issued");
        putInForce.run();
    }

    /** Whether somebody has put one there meanwhile with which nothing has to be asked for, as what was taken over from another client. */
    private boolean findsAnother(Slot slot, Wanted wanted) throws IOException {
        Optional<Kept> another = files.kept(wanted)
                .filter(one -> slot.kept()
                                .filter(known -> known.leaf().equals(one.leaf()))
                                .isEmpty()
                        && one.suits(wanted)
                        && clock.instant().isBefore(one.lifetime().renewalDue())
                        && one.lifetime().includes(clock.instant()));
        another.ifPresent(one -> {
            slot.take(one);
            files.history(wanted).ifPresent(slot::record);
            putInForce.run();
        });
        return another.isPresent();
    }

    /** The way that failed last is not the first to be tried again. */
    private static List<AcmeChallenge> turned(List<AcmeChallenge> challenges, int failures) {
        List<AcmeChallenge> turned = new ArrayList<>(challenges);
        Collections.rotate(turned, -(failures % challenges.size()));
        return turned;
    }

    private void accept(Slot slot, Wanted wanted, Kept fresh, KeyPair keys) throws OrderFailedException, IOException {
        Instant now = clock.instant();
        try {
            new Acceptance(wanted, slot.good(now), now).check(fresh, keys.getPublic());
        } catch (OrderFailedException worse) {
            files.deleteOrder(wanted);
            throw worse;
        }
    }

    private void onFailed(Slot slot, AcmeAuthority authority, Throwable failed) {
        if (Thread.currentThread().isInterrupted()) {
            // The process ends; the order goes on at the next start.
            return;
        }
        Instant now = clock.instant();
        Refusal refusal = new Refusal(failed);
        String words = refusal.words();
        record(slot, Attempt.failed(now, authority.name(), refusal.again(now), words));
        if (refusal.isOfAccount()) {
            forget(authority);
        }
        log.atWarn()
                .addKeyValue("site", slot.wanted().site())
                .addKeyValue("authority", authority.name())
                .addKeyValue("reason", words)
                .addKeyValue("failures", slot.history().failures().size())
                .log("a certificate could not be had; it is asked for again");
    }

    private void forget(AcmeAuthority authority) {
        try {
            accounts.forget(authority);
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("authority", authority.name())
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("the account that the authority does not know any more cannot be forgotten");
        }
    }

    /** Of the orders that have ended. */
    OrderCounts counts() {
        return counts;
    }

    private void record(Slot slot, Attempt attempt) {
        counts.add(attempt);
        History more = slot.history().with(attempt);
        slot.record(more);
        try {
            files.writeHistory(slot.wanted(), more);
        } catch (IOException failed) {
            log.atError()
                    .addKeyValue("site", slot.wanted().site())
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("what was tried for a certificate cannot be written down");
        }
    }

    /** Gives the account with {@code authority} another key, and says what came of it. Blocks. */
    String changeKey(AcmeAuthority authority, AcmeConfig config) {
        try {
            accounts.changeKey(authority, config);
            log.atInfo().addKeyValue("authority", authority.name()).log("the account has another key");
            return authority.name() + ": the account has another key";
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException failed) {
            return authority.name() + ": the key is not changed, " + new Refusal(failed).words();
        }
    }

    /** Has the certificate that is there revoked by who has issued it (RFC 8555 7.6), and says what came of it. Blocks. */
    String revoke(Slot slot, AcmeConfig config, RevocationCause reason) {
        String site = slot.wanted().site();
        Optional<AcmeAuthority> issuer = issuer(slot, config);
        if (issuer.isEmpty() || slot.kept().isEmpty()) {
            return site + ": there is nothing that an authority here has issued";
        }
        try {
            Kept kept = slot.kept().get();
            Certificate.revoke(accounts.login(issuer.get(), config), kept.leaf(), reason.code());
            files.writeRevoked(slot.wanted(), kept);
            log.atInfo()
                    .addKeyValue("site", site)
                    .addKeyValue("serial", kept.serial())
                    .addKeyValue("because", reason)
                    .log("a certificate was revoked");
            return site + ": revoked";
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException failed) {
            return site + ": not revoked, " + new Refusal(failed).words();
        }
    }

    /** The authority that has issued the certificate that is there, if it still is one of those that are asked. */
    private static Optional<AcmeAuthority> issuer(Slot slot, AcmeConfig config) {
        Optional<String> issuer = slot.history().issuer();
        return config.authorities().stream()
                .filter(authority -> issuer.equals(Optional.of(authority.name())))
                .findFirst();
    }

    /** Asks who has issued the certificate when it is to be renewed (RFC 9773). Blocks. */
    void advise(Slot slot, AcmeConfig config) {
        Instant now = clock.instant();
        slot.adviseLater(now.plus(ADVICE));
        Optional<AcmeAuthority> issuer = issuer(slot, config);
        try {
            if (issuer.isPresent() && slot.kept().isPresent()) {
                ask(slot, accounts.login(issuer.get(), config), slot.kept().get(), now);
            }
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException failed) {
            log.atDebug()
                    .addKeyValue("site", slot.wanted().site())
                    .addKeyValue("reason", new Refusal(failed).words())
                    .log("no advice about the renewal of a certificate");
        }
    }

    private static void ask(Slot slot, Login login, Kept kept, Instant now) throws AcmeException {
        if (login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()) {
            return;
        }
        RenewalInfo info = login.bindRenewalInfo(kept.leaf());
        Duration pause = Duration.between(now, info.fetch().orElse(now.plus(ADVICE)));
        Instant next =
                now.plus(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        slot.advise(Optional.of(new Due.Window(info.getSuggestedWindowStart(), info.getSuggestedWindowEnd())), next);
    }

    /** Tells once that a certificate was not renewed although a third, a fifth or a twentieth of its lifetime is left. */
    static void tell(Slot slot, Instant now) {
        Alarm alarm = slot.alarm(now);
        if (alarm != null) {
            var line = alarm == Alarm.TWENTIETH ? log.atError() : log.atWarn();
            line.addKeyValue("site", slot.wanted().site())
                    .addKeyValue("left", alarm + " of its lifetime")
                    .addKeyValue(
                            "ends",
                            slot.kept().map(one -> one.lifetime().notAfter()).orElse(now))
                    .addKeyValue(
                            "reason",
                            slot.history()
                                    .lastFailure()
                                    .map(Attempt::words)
                                    .orElse("it waits for a limit of the authority"))
                    .log(
                            "a certificate is not renewed; once it has ended, browsers that have the host's HSTS policy offer no way past it");
        }
    }
}
