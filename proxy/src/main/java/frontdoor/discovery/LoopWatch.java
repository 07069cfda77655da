package frontdoor.discovery;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.Authority;
import frontdoor.http.Credential;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watch of one event loop. It counts everything; of what takes a closer look, it hands over a bounded number
 * each second.
 *
 * <h2>Threads</h2>
 *
 * Confined to its loop; the counters are read by anyone.
 */
final class LoopWatch {
    /** Arrivals that are looked at, per second. */
    static final int ARRIVALS = 100;
    /** Findings of each kind that are looked at, per second. */
    private static final int FINDINGS = 50;
    /** New names, per second. */
    private static final int NAMES = 200;

    private static final int MAX_TEXT = 512;

    private final Consumer<Observation> observations;
    private final NameCells names;
    private final ReportIntake reports;
    private final SiteCounts counts = new SiteCounts();
    private final Gate arrivals = new Gate(ARRIVALS);
    private final Map<Kind, Gate> findings = new EnumMap<>(Kind.class);
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong arrivedUnseen = new AtomicLong();
    private final AtomicLong unnamed = new AtomicLong();
    private final AtomicLong namedUnseen = new AtomicLong();

    LoopWatch(Consumer<Observation> observations, ReportIntake reports) {
        this.observations = observations;
        this.reports = reports;
        this.names = new NameCells(new Gate(NAMES), cell -> observations.accept(new Observation.Named(cell)));
        for (Kind kind : Kind.values()) {
            findings.put(kind, new Gate(FINDINGS));
        }
    }

    void onExchange(ExchangeRecord exchange) {
        // When it ends, not when it began: the gates count by a second that goes on, and exchanges of many seconds end
        // mixed.
        long second = exchange.connection().loop().epochSecond();
        boolean secure = exchange.client().secure();
        Authority authority = exchange.request().authority();
        if (authority != null) {
            onName(authority.host(), secure ? NameUse.Where.SECURE : NameUse.Where.PLAINTEXT, second);
        }
        if (!secure) {
            onArrival(exchange, second);
        }
        if (!exchange.maskedFaults().isEmpty()) {
            onFaults(exchange, second);
        }
    }

    /** @param name null if the client sent none */
    void onServerName(@Nullable String name, long second) {
        if (name == null) {
            increment(unnamed);
        } else {
            onName(name, NameUse.Where.SERVER_NAME, second);
        }
    }

    private void onName(String name, NameUse.Where where, long second) {
        if (!names.count(name, where, second)) {
            increment(namedUnseen);
        }
    }

    private void onArrival(ExchangeRecord exchange, long second) {
        increment(arrived);
        if (exchange.upstream() != null) {
            onServed(exchange, second);
        }
        if (!exchange.clearCredentials().isEmpty()) {
            onCredentials(exchange, second);
        }
        if (!arrivals.pass(second)) {
            increment(arrivedUnseen);
            return;
        }
        Authority authority = exchange.request().authority();
        Fields fields = exchange.request().fields();
        observations.accept(new Observation.Arrived(
                exchange.site() == null || authority == null ? "" : authority.host(),
                target(exchange.request()),
                value(fields, FieldName.USER_AGENT),
                value(fields, FieldName.REFERER),
                second));
    }

    /** By whom, since that is the list of devices that somebody has to mend one day. */
    private void onServed(ExchangeRecord exchange, long second) {
        String site = site(exchange);
        counts.add(site, Kind.SERVED_IN_THE_CLEAR, 1);
        if (pass(Kind.SERVED_IN_THE_CLEAR, second)) {
            byte[] client = exchange.client().text();
            observations.accept(new Observation.Found(
                    site,
                    Kind.SERVED_IN_THE_CLEAR,
                    target(exchange.request()),
                    Octets.text(client, 0, client.length),
                    second));
        }
    }

    private void onCredentials(ExchangeRecord exchange, long second) {
        String site = site(exchange);
        counts.add(site, Kind.CREDENTIAL, 1);
        if (pass(Kind.CREDENTIAL, second)) {
            String target = target(exchange.request());
            for (Credential credential : exchange.clearCredentials()) {
                observations.accept(new Observation.Found(site, Kind.CREDENTIAL, target, credential.token(), second));
            }
        }
    }

    private void onFaults(ExchangeRecord exchange, long second) {
        String site = site(exchange);
        for (MaskedFault.Kind kind : MaskedFault.Kind.values()) {
            counts.add(site, Kind.of(kind), exchange.masked(kind));
        }
        for (MaskedFault fault : exchange.maskedFaults()) {
            Kind kind = Kind.of(fault.kind());
            if (pass(kind, second)) {
                observations.accept(
                        new Observation.Found(site, kind, target(exchange.request()), fault.evidence(), second));
            }
        }
    }

    private boolean pass(Kind kind, long second) {
        return Objects.requireNonNull(findings.get(kind)).pass(second);
    }

    private static String site(ExchangeRecord exchange) {
        String site = exchange.site();
        return site == null ? "" : site;
    }

    private static String target(RequestHead head) {
        return Octets.text(head.fields().bytes(), head.targetStart(), Math.min(head.targetLength(), MAX_TEXT));
    }

    private static String value(Fields fields, FieldName name) {
        int i = fields.find(name, 0);
        return i < 0
                ? ""
                : Octets.text(fields.bytes(), fields.valueStart(i), Math.min(fields.valueLength(i), MAX_TEXT));
    }

    private static void increment(AtomicLong counter) {
        counter.setOpaque(counter.getPlain() + 1);
    }

    ReportIntake reports() {
        return reports;
    }

    SiteCounts counts() {
        return counts;
    }

    NameCells names() {
        return names;
    }

    /** Requests in the clear. */
    long arrived() {
        return arrived.getOpaque();
    }

    /** Those of them that were only counted. */
    long arrivedUnseen() {
        return arrivedUnseen.getOpaque();
    }

    /** Handshakes without a name. */
    long unnamed() {
        return unnamed.getOpaque();
    }

    /** Names that were not looked at. */
    long namedUnseen() {
        return namedUnseen.getOpaque();
    }
}
