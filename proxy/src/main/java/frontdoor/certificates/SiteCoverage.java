package frontdoor.certificates;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.pairs.CertificatePair;
import frontdoor.report.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds sites none of whose hosts any certificate covers: they could not answer a single browser. */
final class SiteCoverage {
    private SiteCoverage() {}

    static List<Problem> problems(
            FrontdoorConfig config,
            Collection<CertificatePair> pairs,
            Function<SiteConfig, List<CertificatePair>> ownOf) {
        Set<String> named = new HashSet<>();
        pairs.forEach(pair -> {
            named.addAll(pair.leaf().names());
            named.addAll(pair.leaf().addresses());
        });
        List<Problem> problems = new ArrayList<>();
        for (SiteConfig site : config.sites()) {
            // What is asked for comes, and is checked when it does.
            if (site.hosts().contains(new HostPattern.Any()) || site.acme()) {
                continue;
            }
            List<CertificatePair> own = ownOf.apply(site);
            if (own.isEmpty()) {
                if (site.hosts().stream().noneMatch(host -> HostIndex.isNamed(host, named))) {
                    problems.add(uncovered(config, site));
                }
                continue;
            }
            HostIndex hosts = new HostIndex(site.hosts());
            own.stream()
                    .filter(pair -> !hosts.isCoveredBy(pair))
                    .forEach(pair -> problems.add(idle(config, site, pair)));
        }
        return problems;
    }

    /** Whether {@code pair} covers everything that {@code other} names. */
    static boolean coversAllOf(CertificatePair pair, CertificatePair other) {
        return Stream.concat(other.leaf().names().stream(), other.leaf().addresses().stream())
                .allMatch(pair::covers);
    }

    private static Problem idle(FrontdoorConfig config, SiteConfig site, CertificatePair own) {
        String key = site.configuredAt() + ".certificate";
        String text = "the certificate covers none of the hosts (" + hosts(site) + "); it names " + namesOf(own);
        return new Problem(config.places().of(key), key, text);
    }

    private static Problem uncovered(FrontdoorConfig config, SiteConfig site) {
        String key = site.configuredAt() + ".hosts";
        String text = "no certificate covers any of the hosts (" + hosts(site)
                + "); give the site a certificate { chain, key }, or add one under certificates";
        return new Problem(config.places().of(key), key, text);
    }

    private static String hosts(SiteConfig site) {
        return String.join(", ", site.hosts().stream().map(HostPattern::text).toList());
    }

    /** What the certificate names, for people. */
    static String namesOf(CertificatePair pair) {
        List<String> names = Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream())
                .toList();
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
