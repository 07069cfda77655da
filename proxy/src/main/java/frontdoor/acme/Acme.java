package frontdoor.acme;

import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.loop.Periodically;
import frontdoor.renewal.Agenda;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.History;
import frontdoor.renewal.Limits;
import frontdoor.renewal.Offer;
import frontdoor.renewal.Step;
import frontdoor.renewal.Timetable;
import frontdoor.renewal.Usage;
import frontdoor.report.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificates of sites that say {@code certificate = acme}: looks now and then which of them is due, and gets it. An agenda says
 * when each is to be looked at again, so that a look costs nothing while none is due, however many there are.
 *
 * <h2>Threads</h2>
 *
 * One of its own that looks, and a few that ask authorities, each of which may wait for minutes.
 *
 * <h2>Closing</h2>
 *
 * What is under way is interrupted; it goes on at the next start.
 */
public final class Acme implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Acme.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Whatever it waits for, a certificate is looked at as often: for alarms, and in case that somebody has set the clock. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Certificates whose authority is busy, of as many as there may be, that are passed over in one look. */
    private static final int MOST_WAITING = 256;

    private final Supplier<FrontdoorConfig> config;
    private final AcmeFiles files;
    private final Issuance issuance;
    private final InstantSource clock;
    private final Periodically looks = new Periodically("frontdoor-acme", "looking after certificates");
    private final Slots slots;
    private final Agenda<Slot> agenda = new Agenda<>();
    /** What is to be looked at now, whatever the agenda says. */
    private final Queue<Slot> awake = new ConcurrentLinkedQueue<>();

    private final Asking asking = new Asking(awake::add);
    private final Runnable putInForce;
    /** Whether a certificate was written that is not served yet. */
    private final AtomicBoolean fresh;
    /** Of authorities, for the look that goes on; made when it is asked for. */
    private @Nullable Usage usage;

    private Acme(Supplier<FrontdoorConfig> config, AcmeWays ways, Runnable putInForce, InstantSource clock) {
        this.config = config;
        this.putInForce = putInForce;
        this.clock = clock;
        this.files = new AcmeFiles(config.get().stateDirectory());
        this.slots = new Slots(new SlotOpening(files));
        this.fresh = new AtomicBoolean();
        this.issuance = new Issuance(files, ways, () -> fresh.set(true), clock);
    }

    /**
     * Nothing is looked at yet.
     *
     * @param config what is in force
     * @param ways where authorities are answered
     * @param putInForce has the certificates served that were written; called once for all that were issued within a second
     */
    public static Acme of(Supplier<FrontdoorConfig> config, AcmeWays ways, Runnable putInForce, InstantSource clock) {
        return new Acme(config, ways, putInForce, clock);
    }

    /** Looks from now on. */
    public void start() {
        try {
            files.sweep();
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("what an earlier end has left in the state directory cannot be removed");
        }
        looks.start(this::look, Duration.ZERO, () -> PERIOD);
    }

    /** Has the certificates of the site, or the host, of this name renewed; what is told of each, and nothing where there is none. */
    public List<String> renew(String name) {
        return slots.named(name).stream()
                .map(slot -> {
                    force(slot);
                    return slot.wanted().site() + ": another certificate is asked for";
                })
                .distinct()
                .toList();
    }

    /** Gives the account with the authority of this name another key; what is told of it, and nothing where there is none. Blocks. */
    public List<String> changeAccountKey(String name) {
        AcmeConfig acme = config.get().acme();
        return acme.authorities().stream()
                .filter(authority -> authority.name().equals(name))
                .map(authority -> issuance.changeKey(authority, acme))
                .toList();
    }

    /**
     * The same as {@link #renew} after the authority was told that the present ones are not to be believed any more. Blocks.
     *
     * @param reason what the authority is told
     */
    public List<String> revoke(String name, RevocationCause reason) {
        AcmeConfig acme = config.get().acme();
        return slots.named(name).stream()
                .map(slot -> {
                    String outcome = issuance.revoke(slot, acme, reason);
                    force(slot);
                    return outcome + "; another certificate is asked for";
                })
                .toList();
    }

    private void force(Slot slot) {
        slot.force();
        awake.add(slot);
    }

    /** How many orders have ended since the start, by the name of their authority, and {@code issued} or {@code failed}. */
    public Map<List<String>, Double> orders() {
        return issuance.counts()
                .byResult(config.get().acme().authorities().stream()
                        .map(AcmeAuthority::name)
                        .toList());
    }

    private void look() {
        serve();
        FrontdoorConfig now = config.get();
        Instant instant = clock.instant();
        if (slots.follow(now, instant)) {
            slots.all().forEach(slot -> agenda.put(slot, instant));
        }
        Slot next;
        while ((next = awake.poll()) != null) {
            agenda.put(next, instant);
        }
        usage = null;
        List<Slot> waiting = new ArrayList<>();
        while (waiting.size() < MOST_WAITING && (next = agenda.take(instant)) != null) {
            if (slots.have(next) && !lookAt(next, now.acme(), instant)) {
                waiting.add(next);
            }
        }
        // Behind the others: whom they wait for may not answer for long, and others do.
        waiting.forEach(slot -> agenda.put(slot, instant));
    }

    /** To build what is served anew takes as long for one certificate as for all that have come meanwhile. */
    private void serve() {
        if (fresh.compareAndSet(true, false)) {
            try {
                putInForce.run();
            } catch (RuntimeException | Error failed) {
                fresh.set(true);
                throw failed;
            }
        }
    }

    /** Does what there is to be done about {@code slot}; false where it has to wait for its authority to be asked less. */
    private boolean lookAt(Slot slot, AcmeConfig acme, Instant instant) {
        Issuance.tell(slot, instant);
        if (slot.wantsAdvice(instant)) {
            String issuer = slot.history().issuer().orElse("");
            boolean free = !asking.isBusy(issuer);
            if (free) {
                asking.run(slot, issuer, () -> issuance.advise(slot, acme));
            }
            return free;
        }
        List<Offer> offers = acme.authorities().stream().map(Acme::offer).toList();
        Timetable.Want want = want(slot);
        Timetable timetable =
                new Timetable(offers, instant.isBefore(want.due()) ? Usage.NONE : usage(instant), instant);
        switch (timetable.next(want, slot.triedForNow())) {
            case Step.Wait(Instant until) -> {
                slot.onWaiting(instant);
                agenda.put(slot, Collections.min(List.of(until, slot.nextAdvice(), instant.plus(LONGEST))));
            }
            case Step.Ask(String name)
            when asking.isBusy(name) -> {
                return false;
            }
            case Step.Ask(String name) -> {
                usage = null;
                asking.order(slot, name, () -> issuance.get(slot, acme, authority(acme, name)));
            }
        }
        return true;
    }

    private static Timetable.Want want(Slot slot) {
        return new Timetable.Want(slot.wanted().names(), slot.kept().map(Kept::lifetime), slot.due(), slot.chance());
    }

    private static Offer offer(AcmeAuthority authority) {
        return new Offer(authority.name(), authority.isLetsEncrypt() ? Limits.LETS_ENCRYPT : Limits.UNKNOWN);
    }

    private static AcmeAuthority authority(AcmeConfig acme, String name) {
        return acme.authorities().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of authorities by now; an order that is under way counts as one that is good. */
    private Usage usage(Instant now) {
        if (usage == null) {
            Map<Usage.Names, List<History>> histories = new HashMap<>();
            slots.all()
                    .forEach(slot -> histories
                            .computeIfAbsent(slot.wanted().names(), _ -> new ArrayList<>())
                            .add(history(slot, now)));
            usage = Usage.of(histories, now);
        }
        return usage;
    }

    private History history(Slot slot, Instant now) {
        return asking.orderedFrom(slot)
                .map(authority -> slot.history().with(Attempt.good(now, authority)))
                .orElseGet(slot::history);
    }

    @Override
    public void close() {
        looks.close();
        asking.close();
    }
}
