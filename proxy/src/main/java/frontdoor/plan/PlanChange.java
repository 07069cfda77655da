package frontdoor.plan;

import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import frontdoor.report.Paint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The difference that a change of configuration makes for browsers.
 *
 * @param hosts those that change, the removed ones last
 */
public record PlanChange(List<Host> hosts) {
    public PlanChange {
        hosts = List.copyOf(hosts);
    }

    /** The kind of change that a host sees. */
    public enum Kind {
        ADDED("+"),
        CHANGED("~"),
        REMOVED("-");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One host that changes.
     *
     * @param lines what browsers will see, in plain words
     */
    public record Host(String host, Kind kind, List<String> lines) {
        public Host {
            lines = List.copyOf(lines);
        }
    }

    /** The difference between two plans, and between the settings they come of. */
    public static PlanChange between(Plan before, SeenSettings were, Plan after, SeenSettings are) {
        Map<String, HostPlan> old = byHost(before);
        List<Host> hosts = new ArrayList<>();
        for (HostPlan now : after.hosts()) {
            HostPlan was = old.remove(now.host());
            List<String> lines = new ArrayList<>(was == null ? added(now) : ChangedHost.lines(was, now));
            if (was != null) {
                lines.addAll(are.changesOf(now.site(), were, was.site()));
            }
            if (!lines.isEmpty()) {
                hosts.add(new Host(now.host(), kind(was, now), lines));
            }
        }
        old.values().forEach(was -> hosts.add(new Host(was.host(), Kind.REMOVED, removed(was))));
        return new PlanChange(hosts);
    }

    private static Kind kind(@Nullable HostPlan was, HostPlan now) {
        if (now.site() == null) {
            return Kind.REMOVED;
        }
        return was == null ? Kind.ADDED : Kind.CHANGED;
    }

    private static Map<String, HostPlan> byHost(Plan plan) {
        return plan.hosts().stream()
                .collect(Collectors.toMap(HostPlan::host, host -> host, (one, _) -> one, LinkedHashMap::new));
    }

    private static List<String> added(HostPlan host) {
        return host.hops().stream()
                .flatMap(hop -> PlanText.hop(hop, 0, Paint.NONE).stream())
                .toList();
    }

    private static List<String> removed(HostPlan host) {
        HstsTerms sent = sentBy(host);
        List<String> lines = new ArrayList<>();
        lines.add("is answered no more: 404 over http, no handshake or 421 over https");
        if (sent != null && sent.binds()) {
            lines.add("browsers keep to https for up to " + MaxAgeText.of(sent.maxAge())
                    + " after their last visit: until then it needs https somewhere, or they cannot reach it");
        }
        return lines;
    }

    /** What a host itself sends over TLS; null for nothing. */
    static @Nullable HstsTerms sentBy(HostPlan host) {
        String root = host.host();
        return host.hops().stream()
                .filter(hop -> hop.url().secure() && hop.url().host().equals(root))
                .map(Hop::hsts)
                .filter(Objects::nonNull)
                .findFirst()
                .map(HstsSyntax::read)
                .orElse(null);
    }
}
