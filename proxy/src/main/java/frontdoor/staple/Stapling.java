package frontdoor.staple;

import frontdoor.loop.Periodically;
import frontdoor.pairs.CertificatePair;
import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a staple for every certificate in service whose issuer names a responder (RFC 6066 8, RFC 7633): got from there, verified,
 * renewed in time, and known again after a restart.
 *
 * <h2>Threads</h2>
 *
 * One of its own that looks, and a few that ask responders, each of which may wait for some seconds; {@link #prepare} on any that may block.
 *
 * <h2>Closing</h2>
 *
 * What is asked just then is given up.
 */
public final class Stapling implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Stapling.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Responders that are asked at the same time. */
    private static final int AT_ONCE = 8;
    /** For all responders whose answers a change waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Collection<CertificatePair>> served;
    private final StapleFiles files;
    private final Consumer<Map<String, byte[]>> staples;
    private final Runnable onRevoked;
    private final InstantSource clock;
    private final Periodically looks = new Periodically("frontdoor-ocsp", "looking after staples");
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile Map<String, Slot> slots = Map.of();
    private Collection<CertificatePair> gathered = List.of();
    private Map<String, byte[]> sent = Map.of();
    /** Those of which somebody has heard. */
    private Set<String> revoked = Set.of();

    /**
     * Nothing is asked, or sent, yet.
     *
     * @param served the certificates; the same object for as long as they are the same
     * @param stateDirectory where answers are kept
     * @param staples takes what is to be sent, by the SHA-256 of the certificate, whenever that changes
     * @param onRevoked hears whenever others were revoked than before; what is kept says which
     */
    public Stapling(
            Supplier<Collection<CertificatePair>> served,
            Path stateDirectory,
            Consumer<Map<String, byte[]>> staples,
            Runnable onRevoked,
            InstantSource clock) {
        this.served = served;
        this.files = new StapleFiles(stateDirectory);
        this.staples = staples;
        this.onRevoked = onRevoked;
        this.clock = clock;
    }

    /** Has what was kept sent from the first handshake on. Blocks. */
    public void restore() {
        gather();
        send();
        revoked = revokedNow();
    }

    /**
     * Gets the staples of those certificates that demand one and are new: a client that enforces it refuses them without (RFC 7633). Waits
     * for ten seconds at most, whatever responders do; the others are asked while they are served. Blocks.
     *
     * @param next what will be served soon
     */
    public void prepare(Collection<CertificatePair> next) {
        List<Slot> asked = demanding(next);
        CountDownLatch answers = new CountDownLatch(asked.size());
        for (Slot slot : asked) {
            try {
                asking.execute(() -> {
                    try {
                        askInTurn(slot);
                    } finally {
                        answers.countDown();
                    }
                });
            } catch (RuntimeException | Error none) {
                // No thread was to be had: it is asked while it is served.
                answers.countDown();
            }
        }
        try {
            if (!answers.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a certificate that demands a staple is served before its responder has answered");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!asked.isEmpty()) {
            send();
        }
    }

    private synchronized List<Slot> demanding(Collection<CertificatePair> next) {
        Map<String, Slot> more = new LinkedHashMap<>(slots);
        List<Slot> fresh = new ArrayList<>();
        for (CertificatePair pair : next) {
            Question.about(pair)
                    .filter(question -> question.mustStaple() && !more.containsKey(question.id()))
                    .ifPresent(question -> {
                        Slot slot = slotOf(question.id(), question);
                        more.put(question.id(), slot);
                        fresh.add(slot);
                    });
        }
        slots = more;
        return fresh.stream().filter(slot -> slot.staple() == null).toList();
    }

    private void askInTurn(Slot slot) {
        try {
            places.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        if (slot.enter()) {
            ask(slot);
        } else {
            places.release();
        }
    }

    /** Looks from now on. */
    public void start() {
        looks.start(this::look, Duration.ZERO, () -> PERIOD);
    }

    /**
     * Until when the staple of each certificate that has one holds.
     *
     * @return seconds since the epoch, by name
     */
    public Map<String, Double> ends() {
        Map<String, Double> ends = new HashMap<>();
        for (Slot slot : slots.values()) {
            Staple staple = slot.staple();
            if (staple != null) {
                double end = staple.nextUpdate().getEpochSecond();
                slot.question().names().forEach(name -> ends.merge(name, end, Math::min));
            }
        }
        return ends;
    }

    /** 1 for each name of a certificate that its issuer has revoked, 0 for those of which somebody is asked. */
    public Map<String, Double> revoked() {
        Map<String, Double> revoked = new HashMap<>();
        for (Slot slot : slots.values()) {
            double value = slot.status() instanceof Status.Revoked ? 1 : 0;
            slot.question().names().forEach(name -> revoked.merge(name, value, Math::max));
        }
        return revoked;
    }

    void look() {
        gather();
        for (Slot slot : slots.values()) {
            if (slot.isDue() && places.tryAcquire()) {
                if (slot.enter()) {
                    begin(slot);
                } else {
                    places.release();
                }
            }
        }
        send();
        Set<String> now = revokedNow();
        if (!now.equals(revoked)) {
            onRevoked.run();
            revoked = now;
        }
    }

    private Set<String> revokedNow() {
        return slots.entrySet().stream()
                .filter(slot -> slot.getValue().status() instanceof Status.Revoked)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void begin(Slot slot) {
        try {
            asking.execute(() -> ask(slot));
        } catch (RuntimeException | Error none) {
            // No thread was to be had: whoever looks next tries again.
            leave(slot);
            throw none;
        }
    }

    private void ask(Slot slot) {
        try {
            slot.ask();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            leave(slot);
        }
    }

    private void leave(Slot slot) {
        slot.leave();
        places.release();
    }

    /** Makes the slots those of the certificates in service. */
    private synchronized void gather() {
        Collection<CertificatePair> now = served.get();
        if (now == gathered) {
            return;
        }
        Map<String, Slot> next = new LinkedHashMap<>();
        for (CertificatePair pair : now) {
            Question.about(pair).ifPresent(question -> next.computeIfAbsent(question.id(), id -> slotOf(id, question)));
        }
        slots = next;
        gathered = now;
        try {
            files.retain(next.keySet());
        } catch (IOException failed) {
            log.atWarn().addKeyValue("reason", Cause.inWords(failed)).log("old staples cannot be removed");
        }
    }

    private Slot slotOf(String id, Question question) {
        Slot known = slots.get(id);
        if (known != null) {
            return known;
        }
        Slot fresh = new Slot(question, files, clock);
        fresh.restore();
        return fresh;
    }

    private synchronized void send() {
        Map<String, byte[]> next = new HashMap<>();
        slots.forEach((id, slot) -> {
            Staple staple = slot.staple();
            if (staple != null) {
                next.put(id, staple.octets());
            }
        });
        if (!next.equals(sent)) {
            sent = Map.copyOf(next);
            staples.accept(sent);
        }
    }

    @Override
    public void close() {
        looks.close();
        asking.shutdownNow();
    }
}
