package frontdoor.serve;

import frontdoor.budget.Budget;
import frontdoor.budget.Budgets;
import frontdoor.budget.Rooms;
import frontdoor.discovery.Discovery;
import frontdoor.listen.Eviction;
import frontdoor.listen.HandshakeFailure;
import frontdoor.listen.HandshakeTally;
import frontdoor.listen.Refusal;
import frontdoor.log.Stderr;
import frontdoor.loop.LoopWatchdog;
import frontdoor.loop.Transport;
import frontdoor.observe.AccessLog;
import frontdoor.observe.Metrics;
import frontdoor.probe.SelfProbe;
import frontdoor.reload.Changeover;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.Upstreams;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Registers what other floors know and metrics show, asked for at each scrape. */
final class ProcessMetrics {
    private ProcessMetrics() {}

    static void build(Metrics metrics, Transport transport) {
        List<String> labels = List.of("version", "java", "transport");
        List<String> built = List.of(
                Version.number(),
                Runtime.version().toString(),
                transport.kind().name().toLowerCase(Locale.ROOT));
        metrics.gauges(
                "frontdoor_build_info",
                "1, for the version of the program, that of Java, and the transport of the event loops.",
                labels,
                () -> Map.of(built, 1.0));
    }

    static void clients(Metrics metrics, ClientSide clients) {
        metrics.gauge(
                "frontdoor_client_connections", "Client connections that are open.", clients.connections()::count);
        metrics.gauge(
                "frontdoor_client_connections_pending",
                "Client connections that have not sent a whole request yet: handshakes and first requests under way.",
                clients.connections()::pending);
        metrics.counters(
                "frontdoor_client_connections_refused_total",
                "Client connections that were closed as soon as they were accepted, by reason.",
                "reason",
                () -> Arrays.stream(Refusal.values()).collect(Collectors.toMap(Refusal::token, refusal ->
                        (double) clients.connections().refused(refusal))));
        metrics.counters(
                "frontdoor_client_connections_evicted_total",
                "Client connections that were ended to make room for others, by what they were doing.",
                "reason",
                () -> Arrays.stream(Eviction.values()).collect(Collectors.toMap(Eviction::token, eviction ->
                        (double) clients.connections().evicted(eviction))));
        handshakes(metrics, clients.handshakes());
    }

    private static void handshakes(Metrics metrics, HandshakeTally handshakes) {
        metrics.counters(
                "frontdoor_tls_handshakes_total",
                "TLS handshakes that were made, by version and kind: full or resumed.",
                List.of("version", "kind"),
                () -> handshakes.made().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> List.of(
                                        entry.getKey().version(), entry.getKey().resumed() ? "resumed" : "full"),
                                entry -> (double) entry.getValue())));
        metrics.durations(
                "frontdoor_tls_handshake_duration_seconds",
                "From the accepted connection to the end of its TLS handshake.",
                handshakes.durations());
        metrics.counters(
                "frontdoor_tls_handshake_failures_total",
                "TLS handshakes that failed, by cause.",
                "cause",
                () -> Arrays.stream(HandshakeFailure.values())
                        .collect(Collectors.toMap(
                                HandshakeFailure::token, failure -> (double) handshakes.count(failure))));
    }

    static void loops(Metrics metrics, Transport transport, LoopWatchdog watchdog) {
        metrics.gauge(
                "frontdoor_event_loops_alive",
                "Event loops that turn; one that is lost ends the process with exit code 4.",
                watchdog::alive);
        metrics.gauges(
                "frontdoor_event_loop_lag_seconds",
                "The longest that what was due on an event loop had to wait in the last ten to twenty seconds.",
                "loop",
                () -> transport.loops().stream()
                        .collect(Collectors.toMap(loop -> "" + loop.index(), loop -> loop.lagNanos() / 1e9)));
    }

    static void budgets(Metrics metrics, Budgets budgets, Rooms rooms) {
        metrics.gauges(
                "frontdoor_budget_used",
                "How much is in use of what the process has only so much of: octets, or file descriptors.",
                "budget",
                () -> byName(budgets, Budget::used));
        metrics.gauges(
                "frontdoor_budget_limit", "How much of it there is.", "budget", () -> byName(budgets, Budget::limit));
        metrics.gauge(
                "frontdoor_budget_spent",
                "1 while only the reserve is left of one of them and what is new waits or is turned away, else 0.",
                () -> budgets.isSpent() ? 1 : 0);
        metrics.gauge(
                "frontdoor_responses_held_bytes",
                "Octets of responses that wait in HTTP/2 streams for their clients.",
                rooms::held);
        metrics.gauge(
                "frontdoor_requests_held_bytes",
                "Octets of the heap that requests under way in HTTP/2 streams keep.",
                rooms::heads);
    }

    private static Map<String, Double> byName(Budgets budgets, ToLongFunction<Budget> figure) {
        return budgets.all().stream()
                .collect(Collectors.toMap(Budget::name, budget -> (double) figure.applyAsLong(budget)));
    }

    static void upstreams(Metrics metrics, Upstreams upstreams) {
        metrics.gauge("frontdoor_upstream_connections_open", "Connections to backends.", upstreams::open);
        metrics.gauge(
                "frontdoor_upstream_connections_pinned",
                "Connections to backends that serve one client only, because it has logged in on them (NTLM, Negotiate).",
                upstreams::pinned);
        metrics.gauge(
                "frontdoor_upstream_connections_idle",
                "Connections to backends that wait for a request.",
                upstreams::idle);
        metrics.gauge(
                "frontdoor_upstream_requests_waiting",
                "Requests that wait for a connection to their backend.",
                upstreams::waiting);
        metrics.counter(
                "frontdoor_upstream_requests_queued_total",
                "Requests that had to wait for a connection to their backend.",
                upstreams::queued);
        metrics.gauges(
                "frontdoor_upstream_peer_suspected",
                "1 for a backend that could not be connected to and has shown no sign of life since.",
                "peer",
                () -> upstreams.peers().stream()
                        .collect(Collectors.toMap(
                                peer -> peer.address().toString(),
                                peer -> peer.suspected() ? 1.0 : 0.0,
                                // One server that is spoken to in several ways: by two protocols, or with a PROXY
                                // header.
                                Math::max)));
    }

    static void reloads(Metrics metrics, ReloadTally tally, Changeover changeover) {
        CertificateMetrics.register(metrics, () -> changeover.inForce().certificates());
        metrics.counters("frontdoor_reloads_total", "Reloads, by what became of them.", "outcome", tally::counts);
        metrics.gauge(
                "frontdoor_reload_last_successful",
                "1 if what the files say is in force, 0 if the last reload was refused.",
                tally::lastGood);
        metrics.gauge(
                "frontdoor_reload_last_success_timestamp_seconds",
                "When the files were last found good, in seconds since the epoch.",
                tally::lastGoodSeconds);
    }

    static void holds(Metrics metrics, HoldWatch holds) {
        metrics.gauges(
                "frontdoor_hsts_held",
                "1 for a host whose certificate holds its HSTS ramp, 0 for one whose ramp goes on.",
                "host",
                holds::gauges);
    }

    static void ledger(Metrics metrics, LedgerWatch ledger, Supplier<Snapshot> snapshots) {
        metrics.gauge(
                "frontdoor_ledger_writable",
                "1 if the ledger of what browsers were promised could be written last, else 0.",
                () -> ledger.isWritable() ? 1 : 0);
        metrics.gauge(
                "frontdoor_hsts_unrecorded_hosts",
                "Hosts that send a lesser HSTS policy than is configured, since it could not be recorded.",
                () -> snapshots.get().unrecorded().size());
    }

    static void selfProbe(Metrics metrics, SelfProbe probe) {
        metrics.gauges(
                "frontdoor_self_probe_ok",
                "1 for a host whose answers carry the HSTS policy they should, 0 for one that was found without.",
                "host",
                probe::gauges);
    }

    static void accessLog(Metrics metrics, AccessLog accessLog) {
        metrics.counter(
                "frontdoor_access_log_dropped_total",
                "Lines of the access log that could not be written.",
                accessLog::dropped);
    }

    static void log(Metrics metrics) {
        metrics.counter(
                "frontdoor_log_dropped_total",
                "Lines of the log that were lost, because nobody read stderr or it could not be written.",
                Stderr::dropped);
    }

    static void discovery(Metrics metrics, Discovery discovery) {
        metrics.counter("frontdoor_plaintext_arrivals_total", "Requests in the clear.", discovery::arrived);
        metrics.counter(
                "frontdoor_plaintext_arrivals_not_looked_at_total",
                "Requests in the clear that were only counted, because many came at once.",
                discovery::arrivedUnseen);
        metrics.counters(
                "frontdoor_mixed_content_reports_total",
                "Browsers' reports of mixed content, by what became of them.",
                "outcome",
                () -> discovery.reportCounts().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> (double) entry.getValue())));
        metrics.counter(
                "frontdoor_discovery_dropped_total",
                "Observations that were lost because too many came at once.",
                discovery::dropped);
    }
}
