package frontdoor.plan;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.RouteConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteTarget;
import frontdoor.scheme.SiteRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of sites whose work browsers see, beside the hops of their first page: what is before a backend, what is done to its answers,
 * and every route.
 *
 * @param bySite what is in force, by the site's name and by what it is called in a sentence
 */
public record SeenSettings(Map<String, Map<String, String>> bySite) {
    private static final Set<String> SEEN = Set.of(
            "apex-pin",
            "compression",
            "error-pages",
            "limits",
            "maintenance",
            "mixed-content",
            "plaintext-from",
            "repair",
            "timeouts");
    private static final Set<String> OF_ALL = Set.of("http2", "proxy-protocol", "trusted-proxies");
    private static final Set<String> PATHS = Set.of("path", "path-exact", "path-regex");
    private static final Set<String> CONDITIONS = Set.of("methods", "header");

    public SeenSettings {
        bySite = Map.copyOf(bySite);
    }

    /** Those of {@code config}, whose values were kept. */
    public static SeenSettings of(FrontdoorConfig config) {
        WrittenSettings written = new WrittenSettings(config.places());
        Map<String, Map<String, String>> bySite = new HashMap<>();
        for (SiteConfig site : config.sites()) {
            bySite.put(site.name(), seen(config, site, written));
        }
        return new SeenSettings(bySite);
    }

    private static Map<String, String> seen(FrontdoorConfig config, SiteConfig site, WrittenSettings written) {
        Map<String, String> seen = new TreeMap<>();
        String key = site.configuredAt();
        add(written.in(List.of("listen"), isBelow(OF_ALL)), "listen.", seen);
        Guards.of(config.places(), site, key).forEach(guard -> seen.put(guard.kind(), guard.text()));
        boolean maintained = site.maintenance().isPresent();
        add(
                written.in(
                        List.of(key, "site-defaults"),
                        name -> (isBelow(SEEN).test(name) || name.startsWith("headers.response."))
                                && (maintained || !name.startsWith("maintenance"))),
                "",
                seen);
        if (site.target() instanceof SiteTarget.Routes(List<RouteConfig> routes)) {
            for (int i = 0; i < routes.size(); i++) {
                add(written.in(List.of(SiteRoutes.keyOf(site, i)), _ -> true), seen);
            }
        }
        return seen;
    }

    private static void add(List<WrittenSettings.Setting> settings, String before, Map<String, String> seen) {
        settings.forEach(setting -> seen.put(before + setting.name(), setting.value()));
    }

    /** A route is known by its path and its conditions, wherever it stands in the list. */
    private static void add(List<WrittenSettings.Setting> route, Map<String, String> seen) {
        String asks = text(route, isBelow(PATHS));
        String conditions = text(route, isBelow(CONDITIONS));
        seen.put(
                "the route of " + asks + (conditions.isEmpty() ? "" : " with " + conditions),
                text(route, isBelow(PATHS).or(isBelow(CONDITIONS)).negate()));
    }

    private static String text(List<WrittenSettings.Setting> settings, Predicate<String> which) {
        return settings.stream()
                .filter(setting -> which.test(setting.name()))
                .map(WrittenSettings.Setting::toString)
                .collect(Collectors.joining(", "));
    }

    private static Predicate<String> isBelow(Set<String> names) {
        return name -> names.contains(name.replaceFirst("\\..*", ""));
    }

    /** How a site differs from what it was called {@code was}; a line for each setting. */
    List<String> changesOf(@Nullable String site, SeenSettings before, @Nullable String was) {
        Map<String, String> old = new LinkedHashMap<>(before.of(was));
        List<String> lines = new ArrayList<>();
        of(site).forEach((name, now) -> {
            String then = old.remove(name);
            if (!now.equals(then)) {
                lines.add(name + " is " + now + ", was " + Objects.requireNonNullElse(then, "not written"));
            }
        });
        old.forEach((name, then) -> lines.add(name + " is not written any more, was " + then));
        return lines;
    }

    private Map<String, String> of(@Nullable String site) {
        return site == null ? Map.of() : bySite.getOrDefault(site, Map.of());
    }
}
