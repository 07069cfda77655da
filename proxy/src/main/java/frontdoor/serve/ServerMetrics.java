package frontdoor.serve;

import frontdoor.groups.Member;
import frontdoor.groups.UpstreamGroup;
import frontdoor.health.ServerState;
import frontdoor.observe.Metrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics of upstreams' servers, of those that are configured just now. */
final class ServerMetrics {
    private static final List<String> LABELS = List.of("upstream", "server");

    private ServerMetrics() {}

    static void show(Metrics metrics, Supplier<List<UpstreamGroup>> groups) {
        metrics.gauges(
                "frontdoor_upstream_server_up",
                "1 for a server that requests go to, 0 for one that is down, ejected or suspected.",
                LABELS,
                () -> of(groups.get(), member -> isUp(member.state()) ? 1 : 0));
        metrics.gauges(
                "frontdoor_upstream_server_requests_in_flight",
                "Requests that a server has, or that wait for it.",
                LABELS,
                () -> of(groups.get(), member -> member.peer().inFlight()));
        metrics.counters(
                "frontdoor_upstream_server_answers_total",
                "Answers of a server, whatever their status.",
                LABELS,
                () -> of(groups.get(), Member::answers));
        metrics.counters(
                "frontdoor_upstream_server_answer_seconds_total",
                "What the heads of these answers were waited for, all together.",
                LABELS,
                () -> of(groups.get(), Member::answerSeconds));
        metrics.counters(
                "frontdoor_upstream_server_failures_total",
                "How often a server could not be asked, has not answered, or has answered with 502, 503 or 504.",
                LABELS,
                () -> of(groups.get(), Member::failures));
        metrics.counters(
                "frontdoor_upstream_server_ejections_total",
                "How often a server was ejected, because it failed too often in a row.",
                LABELS,
                () -> of(groups.get(), Member::ejections));
        metrics.counters(
                "frontdoor_upstream_server_failed_checks_total",
                "Health checks of a server that have failed.",
                LABELS,
                () -> of(groups.get(), Member::failedChecks));
    }

    private static boolean isUp(ServerState state) {
        return state == ServerState.UP || state == ServerState.STARTING;
    }

    private static Map<List<String>, Double> of(List<UpstreamGroup> groups, ToDoubleFunction<Member> figure) {
        Map<List<String>, Double> figures = new HashMap<>();
        for (UpstreamGroup group : groups) {
            for (Member member : group.members()) {
                figures.put(List.of(group.name(), member.toString()), figure.applyAsDouble(member));
            }
        }
        return figures;
    }
}
