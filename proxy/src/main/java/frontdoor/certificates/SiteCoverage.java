package frontdoor.certificates;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.report.Problem;
import frontdoor.tls.CertificatePair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds sites none of whose hosts any certificate covers: they could not answer a single browser. */
final class SiteCoverage {
    private SiteCoverage() {}

    static List<Problem> problems(
            FrontdoorConfig config,
            Collection<CertificatePair> pairs,
            Function<SiteConfig, Optional<CertificatePair>> ownOf) {
        Set<String> named = new HashSet<>();
        pairs.forEach(pair -> {
            named.addAll(pair.leaf().names());
            named.addAll(pair.leaf().addresses());
        });
        List<Problem> problems = new ArrayList<>();
        for (SiteConfig site : config.sites()) {
            if (site.hosts().contains(new HostPattern.Any())) {
                continue;
            }
            Optional<CertificatePair> own = ownOf.apply(site);
            HostIndex hosts = new HostIndex(site.hosts());
            boolean covered = own.isPresent() ? hosts.isCoveredBy(own.get()) : hosts.isCoveredBy(named);
            if (!covered) {
                problems.add(problem(config, site, own));
            }
        }
        return problems;
    }

    /** Whether {@code pair} covers everything that {@code other} names. */
    static boolean coversAllOf(CertificatePair pair, CertificatePair other) {
        return Stream.concat(other.leaf().names().stream(), other.leaf().addresses().stream())
                .allMatch(pair::covers);
    }

    private static Problem problem(FrontdoorConfig config, SiteConfig site, Optional<CertificatePair> own) {
        String hosts =
                String.join(", ", site.hosts().stream().map(HostPattern::text).toList());
        String key = site.configuredAt() + (own.isPresent() ? ".certificate" : ".hosts");
        String text = own.map(
                        pair -> "the certificate covers none of the hosts (" + hosts + "); it names " + namesOf(pair))
                .orElse("no certificate covers any of the hosts (" + hosts
                        + "); give the site a certificate { chain, key }, or add one under certificates");
        return new Problem(config.places().of(key), key, text);
    }

    /** What the certificate names, for people. */
    static String namesOf(CertificatePair pair) {
        List<String> names = Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream())
                .toList();
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
