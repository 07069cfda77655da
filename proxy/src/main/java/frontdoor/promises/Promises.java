package frontdoor.promises;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.ledger.Ledger;
import frontdoor.ledger.Promise;
import frontdoor.ledger.Sending;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.scheme.HostPolicies;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promises to browsers: recorded before they are sent, and kept from being sent while they are not recorded.
 *
 * <p>It lives on across reloads. A ramp is recorded as far as the present certificate lets it go, so that midnight writes nothing.
 *
 * <h2>Threads</h2>
 *
 * Any that may block; what backends send is recorded on one of its own.
 */
public final class Promises implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Promises.class);

    private final DurableLedger ledger;
    private final InstantSource clock;
    private final Map<String, BackendPolicy> passed = new ConcurrentHashMap<>();
    /** What is asked for after the end is not recorded, and so does not pass. */
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("frontdoor-ledger").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /** What was sent by the process before: a backend's policies may pass again at once. */
    private volatile Ledger before;

    /** Records in {@code ledger}. */
    public Promises(DurableLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.before = ledger.ledger();
    }

    /** What is recorded. */
    public Ledger ledger() {
        return ledger.ledger();
    }

    /** Where it is recorded, for people. */
    public String place() {
        return ledger.place();
    }

    /** Records what a configuration is about to promise: to be called before it is put in force. Blocks. */
    public void record(FrontdoorConfig config, LoadedCertificates certificates) throws IOException {
        HostPolicies policies = new HostPolicies(config, certificates);
        ledger.change(known -> known.opened(wanted(policies), clock.instant()));
    }

    /** Records that what {@code config} does not promise has stopped: to be called when nothing else is sent. Blocks. */
    public void settle(FrontdoorConfig config, LoadedCertificates certificates) {
        Set<String> backends = new HashSet<>();
        HostPolicies policies = new HostPolicies(config, certificates);
        policies.forEach((host, policy) -> {
            if (policy.passesHstsOfBackend()) {
                backends.add(host.text());
            }
        });
        before = Ledger.EMPTY;
        passed.keySet().retainAll(backends);
        try {
            ledger.change(known -> known.settled(wanted(policies), clock.instant()));
        } catch (IOException _) {
            // Told where it happened. What has stopped counts as sent until it can be written: over-cautious.
        }
    }

    /** All that is promised now, or by the calendar later; of a host that awaits its first certificate nothing is. */
    private List<Sending> wanted(HostPolicies policies) {
        Instant now = clock.instant();
        List<Sending> wanted = new ArrayList<>();
        policies.forEach((host, policy) -> {
            if (policy.isAwaiting()) {
                return;
            }
            if (policy.passesHstsOfBackend()) {
                passed(host).sent().forEach(promise -> wanted.add(new Sending(host.text(), promise, Instant.MIN)));
            } else {
                policy.schedule()
                        .reachable(now)
                        .forEach(start -> sending(host, start).ifPresent(wanted::add));
            }
        });
        return wanted;
    }

    /** What has to be recorded of a stage; nothing for an address, where browsers ignore the field (RFC 6797 8.1.1). */
    private static Optional<Sending> sending(HostPattern host, HstsSchedule.Start start) {
        return start.stage().policy() instanceof HstsPolicy.Send send
                        && send.terms().binds()
                        && !(host instanceof HostPattern.Address)
                ? Optional.of(new Sending(host.text(), BackendPolicy.promiseOf(send.terms()), start.from()))
                : Optional.empty();
    }

    /**
     * What of {@code wanted} may be sent: a ramp goes as far as it is recorded; where not even the present policy is, the last one that is
     * recorded and goes on is sent, or none.
     */
    public HstsSchedule limit(HostPattern host, HstsSchedule wanted) {
        Instant now = clock.instant();
        Ledger recorded = ledger.ledger();
        int last = -1;
        for (HstsSchedule.Start start : wanted.reachable(now)) {
            Optional<Sending> sending = sending(host, start);
            if (sending.isPresent() && !recorded.covers(sending.get(), now)) {
                return last < 0 ? lastOf(host, recorded, now) : wanted.upTo(last);
            }
            last = start.stage().number();
        }
        return wanted;
    }

    private static HstsSchedule lastOf(HostPattern host, Ledger recorded, Instant now) {
        return HstsSchedule.always(recorded.sentAt(host.text(), now).stream()
                .<HstsPolicy>map(promise ->
                        new HstsPolicy.Send(promise.maxAge(), promise.includeSubdomains(), promise.preload()))
                .findFirst()
                .orElseGet(HstsPolicy.Off::new));
    }

    /** What {@code host} passes on of what its backend says. */
    public BackendPolicy passed(HostPattern host) {
        boolean ignored = host instanceof HostPattern.Address;
        return passed.computeIfAbsent(
                host.text(),
                name -> new BackendPolicy(name, ignored ? null : this, before.sentAt(name, clock.instant())));
    }

    /** Records what a backend says for the first time. Never blocks. */
    void recordLater(BackendPolicy policy, Promise promise) {
        thread.execute(() -> recordNow(policy, promise));
    }

    private void recordNow(BackendPolicy policy, Promise promise) {
        policy.onBegun();
        if (policy.isFull()) {
            if (policy.onFull()) {
                log.atWarn()
                        .addKeyValue("host", policy.host())
                        .addKeyValue("policy", promise)
                        .log("the backend has sent too many different HSTS policies; no further one is passed on");
            }
            return;
        }
        boolean good = false;
        try {
            ledger.change(known -> {
                policy.toAsked(promise);
                return known.opened(List.of(new Sending(policy.host(), promise, Instant.MIN)), clock.instant());
            });
            good = true;
        } catch (IOException _) {
            // Told where it happened; the next answer asks again.
        }
        policy.onAsked(promise, good);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
