package frontdoor;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

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

    /** One of them, with a host at least. */
    static String text(Draw draw) {
        String text;
        do {
            text = text(
                    draw.list(HOSTS.size(), () -> draw.between(0, 3)),
                    draw.list(3, () -> settings(draw)),
                    draw.of(443, 8443, 443, 9443));
        } while (!text.contains("hosts ="));
        return text;
    }

    private static Settings settings(Draw draw) {
        return new Settings(
                draw.between(-3, 5),
                draw.of("redirect", "redirect", "redirect", "refuse", "close"),
                draw.of("auto", "auto", "auto", "301", "302", "307", "308"),
                policy(draw),
                draw.bool(),
                routes(draw));
    }

    private static String policy(Draw draw) {
        if (draw.bool()) {
            return draw.of(
                    "off", "kill", "backend", "{ max-age = 30d }", "{ max-age = 365d, include-subdomains = true }");
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return "{ max-age = 365d, include-subdomains = %s, ramp { started = %s, stages = %s } }"
                .formatted(
                        draw.bool(),
                        today.plusDays(draw.of(-500, -40, -9, -8, -7, -2, -1, 0, 1, 3)),
                        draw.of("[5m, 7d, 30d]", "[1d]", "[36h, 10d]"));
    }

    /** None at all means a single backend. */
    private static List<String> routes(Draw draw) {
        return draw.some(3, PATHS).stream()
                .map(path -> "{ path = \"" + path + "\", "
                        + (draw.bool()
                                ? "upstream = up"
                                : "redirect = \"" + URLS.get(draw.between(0, URLS.size() - 1)) + "\"")
                        + " }")
                .toList();
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
