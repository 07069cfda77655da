package frontdoor.staple;

import frontdoor.report.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate, and how asking about it stands.
 *
 * <h2>Threads</h2>
 *
 * Whoever has entered, one at a time; {@link #status}, {@link #staple} and {@link #isDue} may be read by any.
 */
final class Slot {
    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Question question;
    private final StapleFiles files;
    private final InstantSource clock;
    private final AtomicBoolean entered = new AtomicBoolean();
    private volatile Status status = Status.UNKNOWN;
    /** Whatever was tried since. */
    private volatile @Nullable Staple staple;

    private volatile Instant due = Instant.MIN;
    private int failures;

    Slot(Question question, StapleFiles files, InstantSource clock) {
        this.question = question;
        this.files = files;
        this.clock = clock;
    }

    Question question() {
        return question;
    }

    /** What was told last, or why nothing was. */
    Status status() {
        return status;
    }

    /** What can be sent now; null for nothing. */
    @Nullable
    Staple staple() {
        Staple known = staple;
        return known != null && known.holdsAt(clock.instant()) ? known : null;
    }

    boolean isDue() {
        return !clock.instant().isBefore(due);
    }

    /** Whether nobody else is at it. */
    boolean enter() {
        return entered.compareAndSet(false, true);
    }

    void leave() {
        entered.set(false);
    }

    /** Takes what was kept, for as long as it holds. Blocks. */
    void restore() {
        Instant now = clock.instant();
        try {
            files.read(question, now)
                    .filter(kept -> !(kept instanceof Status.Unknown))
                    .ifPresent(kept -> take(kept, now));
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("names", question.names())
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("the kept answer about a certificate cannot be read; its responder is asked");
        }
    }

    /** Asks the responder. Blocks for some seconds. */
    void ask() throws InterruptedException {
        Instant now = clock.instant();
        Status told;
        try {
            byte[] answer = Responder.ask(question);
            told = Answer.read(answer, question, now);
            if (!(told instanceof Status.Unknown)) {
                keep(answer);
            }
        } catch (IOException failed) {
            told = new Status.Unknown(Cause.inWords(failed));
        }
        if (told instanceof Status.Unknown(String why)) {
            onFailure(why, now);
        } else {
            failures = 0;
            take(told, now);
        }
    }

    private void keep(byte[] answer) {
        try {
            files.write(question, answer);
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("names", question.names())
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("the answer about a certificate cannot be kept; the next start has to ask for it");
        }
    }

    private void take(Status told, Instant now) {
        double chance = ThreadLocalRandom.current().nextDouble();
        switch (told) {
            case Status.Good(Staple fresh) -> {
                if (staple == null) {
                    log.atInfo()
                            .addKeyValue("names", question.names())
                            .addKeyValue("until", fresh.nextUpdate())
                            .log("a certificate is served with a proof that it was not revoked (OCSP staple)");
                }
                staple = fresh;
                due = fresh.due(now, chance);
            }
            case Status.Revoked(Instant since, String reason) -> {
                if (!told.equals(status)) {
                    log.atError()
                            .addKeyValue("names", question.names())
                            .addKeyValue("since", since)
                            .addKeyValue("reason", reason.isEmpty() ? "not told" : reason)
                            .log(
                                    "a certificate in service was REVOKED by its issuer: clients that ask refuse it; replace it");
                }
                staple = null;
                due = now.plus(pause(Integer.MAX_VALUE, chance));
            }
            case Status.Unknown _ -> {}
        }
        status = told;
    }

    private void onFailure(String why, Instant now) {
        Duration pause = pause(failures++, ThreadLocalRandom.current().nextDouble());
        due = now.plus(pause);
        if (failures == 1) {
            Staple held = staple();
            log.atWarn()
                    .addKeyValue("names", question.names())
                    .addKeyValue("responder", question.responder())
                    .addKeyValue("reason", why)
                    .addKeyValue("staple-holds-until", held == null ? "none" : held.nextUpdate())
                    .log("no staple was got from the responder of a certificate; it is asked again, and again");
        }
        if (staple() == null && !(status instanceof Status.Revoked)) {
            status = new Status.Unknown(why);
            onEnd();
        }
    }

    private void onEnd() {
        Staple ended = staple;
        if (ended != null) {
            staple = null;
            log.atError()
                    .addKeyValue("names", question.names())
                    .addKeyValue("responder", question.responder())
                    .addKeyValue("ended", ended.nextUpdate())
                    .log(
                            question.mustStaple()
                                    ? "the staple of a certificate that demands one has ended: browsers that enforce it refuse the certificate"
                                    : "the staple of a certificate has ended; it is served without one");
        }
    }

    /** 10 s, then twice as long each time, up to an hour; a quarter more or less. */
    private static Duration pause(int failures, double chance) {
        Duration pause = failures > 10 ? LONGEST_PAUSE : FIRST_PAUSE.multipliedBy(1L << failures);
        Duration most = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return Duration.ofMillis((long) (most.toMillis() * (0.75 + chance / 2)));
    }
}
