package frontdoor.discovery;

import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what HSTS hides and what still arrives in the clear, and tells it as JSON and as text.
 *
 * <p>Values of cookies, of credentials and of queries are in no report.
 *
 * <h2>Threads</h2>
 *
 * {@link #exchangeEnded} and {@link #onServerName} on the loop they concern; what takes a closer look happens on a thread of its own.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} ends that thread; after that, only counters move.
 */
public final class Discovery implements ExchangeListener, AutoCloseable {
    private final ReportTally tally = new ReportTally();
    private final Tables tables = new Tables(tally);
    private final Collector collector = Collector.open(this::onObserved);
    private final ReportQueue reports = new ReportQueue(collector::tryOffer);
    private final LoopWatch[] watches;
    private final Instant since;

    private Discovery(int loops, Instant since) {
        this.since = since;
        this.watches = Stream.generate(() -> new LoopWatch(collector::offer, new ReportIntake(reports, tally)))
                .limit(loops)
                .toArray(LoopWatch[]::new);
    }

    /** Begins to look at exchanges of {@code loops} event loops. */
    public static Discovery open(int loops, InstantSource clock) {
        return new Discovery(loops, clock.instant());
    }

    @Override
    public void exchangeEnded(ExchangeRecord exchange) {
        watches[exchange.connection().loop().index()].onExchange(exchange);
    }

    /**
     * A client has begun a TLS handshake and asked for {@code name}, or for none. Called on the event loop
     * with the index {@code loop}; {@code second} is its present second since 1970.
     */
    public void onServerName(int loop, long second, @Nullable String name) {
        watches[loop].onServerName(name, second);
    }

    private void onObserved(Observation observation) {
        if (observation instanceof Observation.Reported(ReceivedReport report)) {
            reports.onTaken(report);
        }
        tables.onObserved(observation);
    }

    /** Where reports of mixed content go that came on the event loop with the index {@code loop}. */
    public ReportIntake reports(int loop) {
        return watches[loop].reports();
    }

    /** Reports of mixed content, by what became of them. */
    public Map<String, Long> reportCounts() {
        return tally.byToken();
    }

    /** What was found, as JSON: the page of the documentation on it tells the fields. */
    public String json() {
        return DiscoveryJson.of(report());
    }

    /** What was found, for people. */
    public String text() {
        return DiscoveryText.of(report());
    }

    /**
     * The names clients asked for, as JSON.
     *
     * @param siteOf the name of the site a host belongs to, or null
     */
    public String hostsJson(Function<String, @Nullable String> siteOf) {
        return DiscoveryJson.of(hosts(siteOf));
    }

    /** Requests in the clear. */
    public long arrived() {
        return sum(LoopWatch::arrived);
    }

    /** Requests in the clear that were only counted, because many came at once. */
    public long arrivedUnseen() {
        return sum(LoopWatch::arrivedUnseen);
    }

    /** Observations that were lost because too many came at once. */
    public long dropped() {
        return collector.dropped();
    }

    private DiscoveryReport report() {
        synchronized (tables) {
            TreeSet<String> sites = new TreeSet<>(tables.bySite().keySet());
            for (LoopWatch watch : watches) {
                sites.addAll(watch.counts().sites());
            }
            HeavyHitters<Arrival> arrivals = tables.arrivals();
            return new DiscoveryReport(
                    since,
                    sites.stream().map(this::findings).toList(),
                    new DiscoveryReport.Arrivals(arrived(), arrivedUnseen(), arrivals.rows(), arrivals.others()),
                    reportCounts(),
                    dropped());
        }
    }

    private DiscoveryReport.SiteFindings findings(String site) {
        Samples samples = tables.samplesOf(site);
        return new DiscoveryReport.SiteFindings(
                site,
                Arrays.stream(Kind.values())
                        .map(kind -> new DiscoveryReport.Found(
                                kind, countOf(site, kind), samples.of(kind).rows()))
                        .toList(),
                samples.mixed().pages().rows(),
                samples.mixed().resources().rows());
    }

    private long countOf(String site, Kind kind) {
        return kind == Kind.MIXED_CONTENT
                ? tables.samplesOf(site).of(kind).total()
                : sum(watch -> watch.counts().of(site, kind));
    }

    private HostsReport hosts(Function<String, @Nullable String> siteOf) {
        synchronized (tables) {
            HeavyHitters<NameUse> names = tables.names();
            for (LoopWatch watch : watches) {
                watch.names().forEach(cell -> cell.take(names));
            }
            Map<String, List<HeavyHitters.Row<NameUse>>> byName = new TreeMap<>();
            names.rows()
                    .forEach(row -> byName.computeIfAbsent(row.key().name(), _ -> new ArrayList<>())
                            .add(row));
            List<HostsReport.Host> hosts = new ArrayList<>();
            byName.forEach((name, uses) -> hosts.add(host(name, siteOf.apply(name), uses)));
            return new HostsReport(since, hosts, names.others() + sum(LoopWatch::namedUnseen), sum(LoopWatch::unnamed));
        }
    }

    private static HostsReport.Host host(String name, @Nullable String site, List<HeavyHitters.Row<NameUse>> uses) {
        return new HostsReport.Host(
                name,
                site == null ? "" : site,
                count(uses, NameUse.Where.SERVER_NAME),
                count(uses, NameUse.Where.SECURE),
                count(uses, NameUse.Where.PLAINTEXT),
                uses.stream().mapToLong(HeavyHitters.Row::lastSeen).max().orElse(0));
    }

    private static long count(List<HeavyHitters.Row<NameUse>> uses, NameUse.Where where) {
        return uses.stream()
                .filter(row -> row.key().where() == where)
                .mapToLong(HeavyHitters.Row::count)
                .sum();
    }

    private long sum(ToLongFunction<LoopWatch> counter) {
        return Arrays.stream(watches).mapToLong(counter).sum();
    }

    @Override
    public void close() {
        collector.close();
    }
}
