package frontdoor.acme;

import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeConfig;
import frontdoor.config.AcmeKey;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.loop.Periodically;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificates of sites that say {@code certificate = acme}: looks now and then which of them is due, and gets it.
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Orders that are under way at the same time. */
    private static final int AT_ONCE = 8;

    private final Supplier<FrontdoorConfig> config;
    private final AcmeFiles files;
    private final SlotOpening opening;
    private final Issuance issuance;
    private final InstantSource clock;
    private final Periodically looks = new Periodically("frontdoor-acme", "looking after certificates");
    private final ExecutorService asking = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("frontdoor-acme-", 0).factory());
    private volatile Map<String, Slot> slots = Map.of();

    private Acme(Supplier<FrontdoorConfig> config, AcmeFiles files, Issuance issuance, InstantSource clock) {
        this.config = config;
        this.files = files;
        this.opening = new SlotOpening(files);
        this.issuance = issuance;
        this.clock = clock;
    }

    /**
     * Nothing is looked at yet.
     *
     * @param config what is in force
     * @param ways where authorities are answered
     * @param putInForce has a certificate that was written served
     */
    public static Acme of(Supplier<FrontdoorConfig> config, AcmeWays ways, Runnable putInForce, InstantSource clock) {
        AcmeFiles files = new AcmeFiles(config.get().stateDirectory());
        return new Acme(config, files, new Issuance(files, ways, putInForce, clock), clock);
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
        return named(name).stream()
                .map(slot -> {
                    slot.force();
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
        return named(name).stream()
                .map(slot -> {
                    String outcome = issuance.revoke(slot, acme, reason);
                    slot.force();
                    return outcome + "; another certificate is asked for";
                })
                .toList();
    }

    /** How many orders have ended since the start, by the name of their authority, and {@code issued} or {@code failed}. */
    public Map<List<String>, Double> orders() {
        return issuance.counts()
                .byResult(config.get().acme().authorities().stream()
                        .map(AcmeAuthority::name)
                        .toList());
    }

    private List<Slot> named(String name) {
        return slots.values().stream()
                .filter(slot -> slot.wanted().site().equals(name)
                        || slot.wanted().hosts().stream()
                                .anyMatch(host -> host.text().equals(name)))
                .toList();
    }

    private void look() {
        FrontdoorConfig now = config.get();
        gather(now);
        if (slots.isEmpty()) {
            return;
        }
        AcmeConfig acme = now.acme();
        Instant instant = clock.instant();
        List<Offer> offers = acme.authorities().stream().map(Acme::offer).toList();
        Timetable timetable = new Timetable(offers, usage(instant), instant);
        for (Slot slot : slots.values()) {
            Issuance.tell(slot, instant);
            if (slot.wantsAdvice(instant) && slot.enter()) {
                submit(slot, () -> issuance.advise(slot, acme));
            } else {
                switch (timetable.next(want(slot), slot.triedForNow())) {
                    case Step.Wait _ -> slot.onWaiting(instant);
                    case Step.Ask(String name) -> {
                        if (slot.enter()) {
                            submit(slot, () -> issuance.get(slot, acme, authority(acme, name)));
                        }
                    }
                }
            }
        }
    }

    private void submit(Slot slot, Runnable task) {
        try {
            asking.execute(() -> {
                try {
                    task.run();
                } finally {
                    slot.leave();
                }
            });
        } catch (RuntimeException | Error none) {
            // No thread was to be had: whoever looks next tries again.
            slot.leave();
            throw none;
        }
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

    private Usage usage(Instant now) {
        Map<Usage.Names, List<History>> histories = new HashMap<>();
        slots.values()
                .forEach(slot -> histories
                        .computeIfAbsent(slot.wanted().names(), _ -> new ArrayList<>())
                        .add(slot.history()));
        return Usage.of(histories, now);
    }

    /** Makes the slots those of the configuration that is in force. */
    private void gather(FrontdoorConfig config) {
        Map<String, Slot> next = new LinkedHashMap<>();
        for (SiteConfig site : config.sites()) {
            if (site.acme()) {
                List<AcmeKey> keys = config.acme().keys();
                for (int place = 0; place < keys.size(); place++) {
                    Wanted wanted = Wanted.of(site, place, keys.get(place));
                    Slot known = slots.get(wanted.name());
                    if (known == null) {
                        opening.open(wanted, clock.instant()).ifPresent(slot -> next.put(wanted.name(), slot));
                    } else {
                        known.want(wanted);
                        next.put(wanted.name(), known);
                    }
                }
            }
        }
        slots = Collections.unmodifiableMap(next);
    }

    @Override
    public void close() {
        looks.close();
        asking.shutdownNow();
        try {
            if (!asking.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("an order is still under way, and is not waited for");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
