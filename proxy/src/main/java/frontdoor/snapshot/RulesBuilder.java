package frontdoor.snapshot;

import static java.util.Objects.requireNonNull;

import frontdoor.config.BackendUrl;
import frontdoor.config.ClientCertificatesConfig;
import frontdoor.config.ForwardAuthConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HeadersConfig;
import frontdoor.config.RouteAction;
import frontdoor.config.RouteConfig;
import frontdoor.config.ServerConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteSettings;
import frontdoor.config.SiteTarget;
import frontdoor.heads.BackendSide;
import frontdoor.heads.OwnHosts;
import frontdoor.heads.RequestRules;
import frontdoor.heads.ResponseRules;
import frontdoor.http.Authority;
import frontdoor.policy.SitePolicy;
import frontdoor.scheme.SiteRoutes;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the rules for the exchanges of sites, and of routes that have some of their own. */
final class RulesBuilder {
    private final FrontdoorConfig config;
    private final OwnHosts own;
    /** Of thousands of sites most have the same. */
    private final Map<Shared, RequestRules> requestRules = new HashMap<>();

    /** By the very settings, which those share that say nothing of their own, and by the servers behind. */
    private final IdentityHashMap<SiteSettings, Map<List<BackendUrl>, ExchangeRules>> siteRules =
            new IdentityHashMap<>();

    /** All that the rules for requests of a whole site depend on. */
    private record Shared(
            HeadersConfig headers,
            Optional<ForwardAuthConfig> auth,
            Optional<ClientCertificatesConfig> clients,
            boolean destination,
            boolean clear) {}

    RulesBuilder(FrontdoorConfig config, OwnHosts own) {
        this.config = config;
        this.own = own;
    }

    /** Whether a route has rules of its own. */
    static boolean hasRules(RouteConfig route) {
        return route.settings().isPresent() || route.change().isPresent();
    }

    /** Those of a whole site, on a host with this policy. */
    ExchangeRules of(SiteConfig site, SitePolicy policy) {
        List<BackendUrl> servers = servers(site).toList();
        boolean shared = policy.pin() == null && site.settings().rateLimit().isEmpty();
        return shared
                ? siteRules
                        .computeIfAbsent(site.settings(), _ -> new HashMap<>())
                        .computeIfAbsent(servers, _ -> of(site, servers, policy))
                : of(site, servers, policy);
    }

    private ExchangeRules of(SiteConfig site, List<BackendUrl> servers, SitePolicy policy) {
        SiteSettings settings = site.settings();
        BackendSide side = BackendSide.of(servers, host(settings));
        RequestRules requests = requestRules.computeIfAbsent(
                new Shared(
                        settings.headers(),
                        settings.forwardAuth(),
                        settings.clientCertificates(),
                        settings.repair().destination(),
                        side.clear()),
                _ -> RequestRules.of(settings, own, side));
        return rules(settings, site.configuredAt(), requests, side, policy);
    }

    /** Those of a route. */
    ExchangeRules of(SiteConfig site, RouteConfig route, SitePolicy policy) {
        SiteSettings settings = route.settings().orElse(site.settings());
        BackendSide plain = BackendSide.of(servers(route).toList(), host(settings));
        BackendSide side = route.change()
                .map(change -> plain.changing(change.change(), change.takenOff()))
                .orElse(plain);
        // Another limit counts for itself; that of its site counts what goes elsewhere, too.
        boolean counted = !settings.rateLimit().equals(site.settings().rateLimit());
        return rules(
                settings,
                counted ? nameOf(site, route) : site.configuredAt(),
                RequestRules.of(settings, own, side),
                side,
                policy);
    }

    private static String nameOf(SiteConfig site, RouteConfig route) {
        return site.configuredAt() + " " + route.path().getClass() + " "
                + route.path().identity() + " " + route.conditions();
    }

    /** Those of routes that answer by themselves, by their keys; without those that have what their site has. */
    Map<String, ExchangeRules> ofAnswers(SiteConfig site, SitePolicy policy) {
        if (!(site.target() instanceof SiteTarget.Routes(List<RouteConfig> routes))) {
            return Map.of();
        }
        Map<String, ExchangeRules> rules = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            RouteConfig route = routes.get(i);
            if (route.action() instanceof RouteAction.Answer && route.settings().isPresent()) {
                rules.put(SiteRoutes.keyOf(site, i), of(site, route, policy));
            }
        }
        return rules;
    }

    private ExchangeRules rules(
            SiteSettings settings, String counted, RequestRules requests, BackendSide side, SitePolicy policy) {
        return new ExchangeRules(
                settings,
                requests,
                ResponseRules.of(settings, policy, own, side),
                ResponseRules.ofOwnAnswers(settings, own),
                EntryRules.of(settings, counted));
    }

    private static Optional<Authority> host(SiteSettings settings) {
        return settings.headers().request().host();
    }

    private Stream<BackendUrl> servers(SiteConfig site) {
        return switch (site.target()) {
            case SiteTarget.Backend(BackendUrl url) -> Stream.of(url);
            case SiteTarget.Routes(List<RouteConfig> routes) -> routes.stream().flatMap(this::servers);
        };
    }

    private Stream<BackendUrl> servers(RouteConfig route) {
        return route.action() instanceof RouteAction.Forward(String upstream)
                ? requireNonNull(config.upstreams().named().get(upstream)).servers().stream()
                        .map(ServerConfig::url)
                : Stream.empty();
    }
}
