package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.HostPattern;
import frontdoor.idna.Idna;
import frontdoor.report.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the hosts of one site after the other, and finds what two sites claim and what none has. */
final class SiteHosts {
    private record Claim(String site, Place place) {}

    private final Map<String, Claim> claims = new HashMap<>();
    private final List<Runnable> checksOfCanonicals = new ArrayList<>();

    List<HostPattern> read(Node site) {
        Node list = site.child("hosts");
        List<Node> elements = list.elements();
        if (list.isEmptyList()) {
            list.problem("is empty; a site needs at least one host");
        }
        List<HostPattern> hosts = new ArrayList<>();
        for (Node element : elements) {
            HostPatternReader.pattern(element).ifPresent(host -> {
                claim(site.name(), element, host);
                hosts.add(host);
            });
        }
        return hosts;
    }

    private void claim(String site, Node node, HostPattern host) {
        Claim earlier = claims.putIfAbsent(host.text(), new Claim(site, node.place()));
        if (earlier == null) {
            return;
        }
        node.problem(
                earlier.site().equals(site)
                        ? node.shown() + " is listed twice"
                        : node.shown() + " belongs to site " + earlier.site() + " already (" + earlier.place() + ")");
    }

    /** The canonical host, which {@link #checkCanonicals} checks once every site is known. */
    Optional<String> canonical(Node site, List<HostPattern> hosts) {
        Node node = site.child("canonical");
        Optional<String> text = Scalars.text(node).filter(written -> !written.equals("none"));
        if (text.isEmpty()) {
            return text;
        }
        String host = Idna.toALabels(text.get());
        Optional<String> wrong =
                host.startsWith("*") ? Optional.of("is not one host") : HostPatternReader.wrong(text.get());
        if (wrong.isPresent()) {
            node.problem(node.shown() + " " + wrong.get());
        } else if (hosts.stream().noneMatch(pattern -> covers(pattern, host))) {
            checksOfCanonicals.add(() -> node.problem(node.shown() + claimant(site.name(), host)));
        }
        return Optional.of(host);
    }

    /** Whether the site's apex is pinned, which takes www for the canonical host and the name without it among the others. */
    boolean apexPin(Node site, List<HostPattern> hosts, Optional<String> canonical) {
        Node node = site.child("apex-pin");
        boolean wanted = Scalars.bool(node);
        String www = canonical.orElse("none");
        if (wanted && !www.startsWith("www.")) {
            node.problem("needs canonical = \"www.NAME\", which is " + Quoted.of(www)
                    + " here: visitors of the apex have its policy already");
        } else if (wanted && hosts.stream().noneMatch(host -> host.text().equals(www.substring(4)))) {
            node.problem("needs " + Quoted.of(www.substring(4))
                    + " among the hosts of the site, since that is what it pins");
        }
        return wanted;
    }

    /** Reports every canonical host that its site does not list. */
    void checkCanonicals() {
        checksOfCanonicals.forEach(Runnable::run);
    }

    private String claimant(String site, String host) {
        Claim other = claims.get(host);
        return other == null
                ? " is in no site's hosts; add it to those of " + site + ", or write none"
                : " is a host of site " + other.site() + "; the canonical host has to be one of the hosts of " + site;
    }

    private static boolean covers(HostPattern pattern, String host) {
        return switch (pattern) {
            case HostPattern.Name name -> name.text().equals(host);
            case HostPattern.Address address -> address.text().equals(host);
            case HostPattern.Wildcard wildcard ->
                host.indexOf('.') > 0 && host.substring(host.indexOf('.') + 1).equals(wildcard.parent());
            case HostPattern.Any _ -> true;
        };
    }
}
