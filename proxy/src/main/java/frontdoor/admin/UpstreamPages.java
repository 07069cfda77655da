package frontdoor.admin;

import frontdoor.groups.Member;
import frontdoor.groups.UpstreamGroup;
import frontdoor.health.ServerState;
import frontdoor.health.Told;
import frontdoor.report.Json;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page that tells how the servers of all upstreams are. */
public final class UpstreamPages {
    /** Every upstream and its servers, as JSON. */
    public static final String JSON = "/api/upstreams";

    private UpstreamPages() {}

    /** The page over its source; a site with a {@code backend} has an upstream of its own under its name. */
    public static Map<String, AdminPage> of(Supplier<List<UpstreamGroup>> groups) {
        return Map.of(JSON, AdminPages.reading(() -> new AdminAnswer(200, "application/json", json(groups.get()))));
    }

    private static String json(List<UpstreamGroup> groups) {
        return Json.write(Json.object(
                        "upstreams", groups.stream().map(UpstreamPages::group).toList()))
                + "\n";
    }

    private static Map<String, @Nullable Object> group(UpstreamGroup group) {
        return Json.object(
                "name",
                group.name(),
                "servers",
                group.members().stream().map(UpstreamPages::server).toList());
    }

    private static Map<String, @Nullable Object> server(Member member) {
        ServerState state = member.state();
        Told told = member.told(state);
        return Json.object(
                "server", member.toString(),
                "weight", member.written().weight(),
                "backup", member.written().backup(),
                "priority", member.priority().isPresent() ? member.priority().getAsInt() : null,
                "state", state.token(),
                "why", told.why().isEmpty() ? null : told.why(),
                "since", told.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                "in-flight", member.peer().inFlight(),
                "ejections", member.ejections(),
                "failed-checks", member.failedChecks());
    }
}
