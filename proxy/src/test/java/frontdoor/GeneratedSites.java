package frontdoor;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Configurations of up to three sites that share a few hosts: every choice that decides about redirects, HSTS or certificates, in any
 * combination that can be written. {@code <direct>} stands for the port of the backend of sites without routes, {@code <routed>} for that
 * of the upstream {@code up}.
 */
final class GeneratedSites {
    /** Below no site's names; a {@code "*"} site catches it. */
    static final String STRANGER = "stranger.invalid";

    private static final List<String> HOSTS = List.of(
            "example.test",
            "www.example.test",
            "api.test",
            "other.test",
            "uncovered.invalid",
            "*.wild.test",
            "x.wild.test",
            "127.0.0.1",
            "*");
    private static final List<String> URLS = List.of(
            "https://example.test/",
            "https://www.example.test/p/",
            "https://api.test/page?x=1",
            "https://x.wild.test/old/",
            "https://elsewhere.invalid/",
            "http://elsewhere.invalid/");
    private static final List<String> PATHS = List.of("/", "/old/", "/old", "/p");

    private GeneratedSites() {}

    private record Settings(
            int canonical, String plaintext, String status, String hsts, boolean pin, List<String> routes) {}

    static Arbitrary<String> texts() {
        Arbitrary<List<Integer>> owners =
                Arbitraries.integers().between(0, 3).list().ofSize(HOSTS.size());
        return Combinators.combine(owners, settings().list().ofSize(3), Arbitraries.of(443, 8443, 443, 9443))
                .as(GeneratedSites::text)
                .filter(text -> text.contains("hosts ="));
    }

    private static Arbitrary<Settings> settings() {
        return Combinators.combine(
                        Arbitraries.integers().between(-3, 5),
                        Arbitraries.of("redirect", "redirect", "redirect", "refuse", "close"),
                        Arbitraries.of("auto", "auto", "auto", "301", "302", "307", "308"),
                        policies(),
                        Arbitraries.of(true, false),
                        routes())
                .as(Settings::new);
    }

    private static Arbitrary<String> policies() {
        Arbitrary<String> plain = Arbitraries.of(
                "off", "kill", "backend", "{ max-age = 30d }", "{ max-age = 365d, include-subdomains = true }");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Arbitrary<String> ramps = Combinators.combine(
                        Arbitraries.of(-500, -40, -9, -8, -7, -2, -1, 0, 1, 3),
                        Arbitraries.of("[5m, 7d, 30d]", "[1d]", "[36h, 10d]"),
                        Arbitraries.of(true, false))
                .as((days, stages, below) ->
                        "{ max-age = 365d, include-subdomains = %s, ramp { started = %s, stages = %s } }"
                                .formatted(below, today.plusDays(days), stages));
        return Arbitraries.oneOf(plain, ramps);
    }

    /** None at all means a single backend. */
    private static Arbitrary<List<String>> routes() {
        Arbitrary<String> leads = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("upstream = up")),
                Tuple.of(3, Arbitraries.of(URLS).map(url -> "redirect = \"" + url + "\"")));
        return Combinators.combine(
                        Arbitraries.of(PATHS).set().ofMaxSize(3), leads.list().ofSize(3))
                .as((paths, to) -> {
                    List<String> routes = new ArrayList<>();
                    paths.forEach(path -> routes.add("{ path = \"" + path + "\", " + to.get(routes.size()) + " }"));
                    return routes;
                });
    }

    private static String text(List<Integer> owners, List<Settings> settings, int publicPort) {
        StringBuilder text = new StringBuilder("frontdoor.listen.public-tls-port = " + publicPort + "\n"
                + "frontdoor.upstreams.up.servers = [\"127.0.0.1:<routed>\"]\n");
        for (int site = 1; site <= 3; site++) {
            int owner = site;
            List<String> hosts = IntStream.range(0, HOSTS.size())
                    .filter(i -> owners.get(i) == owner)
                    .mapToObj(HOSTS::get)
                    .toList();
            if (!hosts.isEmpty()) {
                text.append(site("s" + site, hosts, settings.get(site - 1)));
            }
        }
        return text.toString();
    }

    private static String site(String name, List<String> hosts, Settings settings) {
        String canonical = canonical(hosts, settings.canonical());
        boolean pin = settings.pin() && canonical.equals("www.example.test") && hosts.contains("example.test");
        String target = settings.routes().isEmpty()
                ? "backend = \"http://127.0.0.1:<direct>\""
                : "routes = [" + String.join(", ", settings.routes()) + "]";
        return """
                frontdoor.sites.%s {
                  hosts = ["%s"], canonical = "%s", apex-pin = %s
                  plaintext = %s, redirect-status = %s
                  hsts = %s
                  %s
                }
                """.formatted(
                        name,
                        String.join("\", \"", hosts),
                        canonical,
                        pin,
                        settings.plaintext(),
                        settings.status(),
                        settings.hsts(),
                        target);
    }

    private static String canonical(List<String> hosts, int choice) {
        List<String> possible = hosts.stream()
                .filter(host -> !host.equals("*"))
                .map(host -> host.replace("*.", "y."))
                .toList();
        return choice < 0 || choice >= possible.size() ? "none" : possible.get(choice);
    }
}
