package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hosts.HostPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds hosts for which no certificate can be had, before anybody is asked for one. */
final class AcmeHosts {
    /** More than one certificate names with any authority in use. */
    private static final int MOST = 100;
    /** Let's Encrypt's name for certificates that live for six days; only those name addresses. */
    private static final String SHORTLIVED = "shortlived";
    /** RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, and what people have used for want of them. */
    private static final Set<String> PRIVATE = Set.of(
            "alt",
            "corp",
            "example",
            "home",
            "internal",
            "intranet",
            "invalid",
            "lan",
            "local",
            "localdomain",
            "localhost",
            "onion",
            "private",
            "test");

    private AcmeHosts() {}

    /** Reports those of {@code site} that {@code acme} cannot get a certificate for. */
    static void check(AcmeConfig acme, Node site) {
        Node hosts = site.child("hosts");
        List<Node> written = hosts.elements();
        for (Node host : written) {
            if (host.isScalar()) {
                wrong(acme, HostPattern.of(host.text())).ifPresent(why -> host.problem(host.shown() + " " + why));
            }
        }
        if (written.size() > MOST) {
            hosts.problem("has " + written.size() + " hosts, and one certificate names " + MOST
                    + " at most; divide the site");
        }
    }

    private static Optional<String> wrong(AcmeConfig acme, HostPattern host) {
        Optional<AcmeAuthority> open =
                acme.authorities().stream().filter(AcmeAuthority::isPublic).findFirst();
        return switch (host) {
            case HostPattern.Any _ ->
                Optional.of(
                        "stands for hosts that no certificate can name; give their site a certificate { chain, key },"
                                + " and those that you know another site with certificate = acme");
            case HostPattern.Wildcard wildcard ->
                acme.challenges().contains(AcmeChallenge.DNS_01)
                        ? open.filter(_ -> isPrivate(wildcard.parent())).map(AcmeHosts::notPublic)
                        : Optional.of("is a wildcard, which authorities validate by dns-01 alone; add dns-01 to"
                                + " acme.challenges, and a dns-hook");
            case HostPattern.Name(String name) ->
                open.filter(_ -> isPrivate(name)).map(AcmeHosts::notPublic);
            case HostPattern.Address _ ->
                acme.challenges().contains(AcmeChallenge.HTTP_01)
                                || acme.challenges().contains(AcmeChallenge.TLS_ALPN_01)
                        ? open.filter(authority -> !authority.profile().equals(Optional.of(SHORTLIVED)))
                                .map(authority -> "is an address, for which " + authority.name()
                                        + " issues with the profile " + SHORTLIVED + " only; write { name = "
                                        + authority.name() + ", profile = " + SHORTLIVED + " }, or use names")
                        : Optional.of(
                                "is an address, which is validated by http-01 and tls-alpn-01 alone; add one of them to"
                                        + " acme.challenges");
        };
    }

    private static String notPublic(AcmeAuthority authority) {
        return "is no public name, and " + authority.name()
                + " issues for such only; ask an authority of your own (acme.authorities = [{ name, url }]), or give the"
                + " site a certificate { chain, key }";
    }

    private static boolean isPrivate(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return name.indexOf('.') < 0
                || PRIVATE.contains(last)
                || name.equals("home.arpa")
                || name.endsWith(".home.arpa");
    }
}
