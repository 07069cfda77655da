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
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
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
    /** Where an authority says that it was asked too often, and not when to ask again. */
    private static final Duration LIMITED = Duration.ofHours(1);

    private static final int HEXADECIMAL = 16;

    private final AcmeFiles files;
    private final AcmeWays ways;
    private final Accounts accounts;
    private final Runnable putInForce;
    private final InstantSource clock;

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
        } catch (AcmeLazyLoadingException failed) {
            onFailed(slot, authority, failed.getCause() == null ? failed : failed.getCause());
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
        Optional<X509Certificate> replaced = slot.history().attempts().stream()
                .filter(Attempt::good)
                .reduce((_, last) -> last)
                .filter(last -> last.authority().equals(authority.name()))
                .flatMap(_ -> slot.kept().map(Kept::leaf));
        Login login = accounts.login(authority, config);
        Answering answering =
                new Answering(ways.http(), ways.alpn(), config.dnsHook().map(DnsHook::new));
        List<AcmeChallenge> challenges =
                turned(config.challenges(), slot.history().failures().size());
        OrderRun.Issued issued = new OrderRun(wanted, authority, login, files).run(replaced, answering, challenges);
        Kept fresh = Kept.of(issued.chain()).orElseThrow(() -> new OrderFailedException("the certificate is empty"));
        refuseWorse(wanted, slot.kept(), fresh);
        files.writeCertificate(wanted, issued.keys().getPrivate(), issued.chain());
        files.deleteOrder(wanted);
        slot.take(fresh);
        record(slot, Attempt.good(clock.instant(), authority.name()));
        log.atInfo()
                .addKeyValue("site", wanted.site())
                .addKeyValue("authority", authority.name())
                .addKeyValue("names", String.join(" ", fresh.names()))
                .addKeyValue("ends", fresh.lifetime().notAfter())
                .log("a certificate was issued");
        putInForce.run();
    }

    /** The way that failed last is not the first to be tried again. */
    private static List<AcmeChallenge> turned(List<AcmeChallenge> challenges, int failures) {
        List<AcmeChallenge> turned = new ArrayList<>(challenges);
        Collections.rotate(turned, -(failures % challenges.size()));
        return turned;
    }

    /** What is there is good; only what is no worse takes its place. */
    private void refuseWorse(Wanted wanted, Optional<Kept> before, Kept fresh)
            throws OrderFailedException, IOException {
        String why = null;
        if (!fresh.suits(wanted)) {
            why = "it names " + String.join(" ", fresh.names()) + ", or has another key than was asked for";
        } else if (!fresh.lifetime().includes(clock.instant())) {
            why = "it holds from " + fresh.lifetime().notBefore() + " to "
                    + fresh.lifetime().notAfter() + ", not now";
        } else if (before.filter(one -> one.suits(wanted)
                        && one.lifetime().notAfter().isAfter(fresh.lifetime().notAfter()))
                .isPresent()) {
            why = "it ends at " + fresh.lifetime().notAfter() + ", before the one that is there";
        }
        if (why != null) {
            files.deleteOrder(wanted);
            throw new OrderFailedException("what was issued is worse than what is wanted, and is not used: " + why);
        }
    }

    private void onFailed(Slot slot, AcmeAuthority authority, Throwable failed) {
        if (Thread.currentThread().isInterrupted()) {
            // The process ends; the order goes on at the next start.
            return;
        }
        Instant now = clock.instant();
        Instant again = failed instanceof AcmeRateLimitedException limited
                ? limited.getRetryAfter().orElse(now.plus(LIMITED))
                : now;
        String words = words(failed);
        record(slot, Attempt.failed(now, authority.name(), again, words));
        if (isOfAccount(failed)) {
            forget(authority);
        }
        log.atWarn()
                .addKeyValue("site", slot.wanted().site())
                .addKeyValue("authority", authority.name())
                .addKeyValue("reason", words)
                .addKeyValue("failures", slot.history().failures().size())
                .log("a certificate could not be had; it is asked for again");
    }

    private static boolean isOfAccount(Throwable failed) {
        return failed instanceof AcmeServerException server
                && server.getType().toString().endsWith(":accountDoesNotExist");
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

    /** The authority's own words where it has said any. */
    private static String words(Throwable failed) {
        return switch (failed) {
            case AcmeServerException server -> {
                String type = server.getType().toString();
                yield type.substring(type.lastIndexOf(':') + 1) + ": " + server.getProblem();
            }
            case AcmeNetworkException network -> "it cannot be reached: " + Cause.inWords(network);
            case OrderFailedException order -> String.valueOf(order.getMessage());
            default -> Cause.inWords(failed);
        };
    }

    private void record(Slot slot, Attempt attempt) {
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

    /** Has the certificate that is there revoked by who has issued it (RFC 8555 7.6), and says what came of it. Blocks. */
    String revoke(Slot slot, AcmeConfig config) {
        String site = slot.wanted().site();
        Optional<AcmeAuthority> issuer = issuer(slot, config);
        if (issuer.isEmpty() || slot.kept().isEmpty()) {
            return site + ": there is nothing that an authority here has issued";
        }
        try {
            Certificate.revoke(
                    accounts.login(issuer.get(), config), slot.kept().get().leaf(), RevocationReason.UNSPECIFIED);
            log.atInfo()
                    .addKeyValue("site", site)
                    .addKeyValue(
                            "serial", slot.kept().get().leaf().getSerialNumber().toString(HEXADECIMAL))
                    .log("a certificate was revoked");
            return site + ": revoked";
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException failed) {
            return site + ": not revoked, " + words(failed);
        }
    }

    /** The authority that has issued the certificate that is there, if it still is one of those that are asked. */
    private static Optional<AcmeAuthority> issuer(Slot slot, AcmeConfig config) {
        Optional<String> issuer = slot.history().attempts().stream()
                .filter(Attempt::good)
                .map(Attempt::authority)
                .reduce((_, last) -> last);
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
                    .addKeyValue("reason", words(failed))
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
                            slot.history().lastFailure().map(Attempt::words).orElse(""))
                    .log(
                            "a certificate is not renewed; once it has ended, browsers that have the host's HSTS policy offer no way past it");
        }
    }
}
