package frontdoor.certificates;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import frontdoor.report.Problem;
import frontdoor.tls.CertificateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pairs that are named one by one and answer for no host: whoever has written them down thinks otherwise. What a directory holds
 * beside what is needed is passed over.
 */
final class IdlePairs {
    private final HostTable<HostPattern> hosts = new HostTable<>();
    private final CertificateStore store;

    private IdlePairs(FrontdoorConfig config, CertificateStore store) {
        this.store = store;
        config.sites().forEach(site -> site.hosts().forEach(host -> hosts.with(host, host)));
    }

    /** One note for each. */
    static List<Problem> find(FrontdoorConfig config, Map<PairFiles, CertificatePair> byFiles, CertificateStore store) {
        IdlePairs pairs = new IdlePairs(config, store);
        Map<CertificateConfig, CertificatePair> named = new LinkedHashMap<>();
        Stream.concat(
                        config.certificates().pairs().stream(),
                        config.sites().stream().flatMap(site -> site.certificates().stream()))
                .forEach(one -> {
                    CertificatePair pair = byFiles.get(one.files());
                    if (pair != null) {
                        named.put(one, pair);
                    }
                });
        Set<CertificatePair> idle = pairs.withoutHost(config, named.values());
        List<Problem> notes = new ArrayList<>();
        named.forEach((one, pair) -> {
            if (idle.contains(pair) && !pairs.answersBelowAPattern(pair)) {
                notes.add(pairs.note(config, one, pair));
            }
        });
        return notes;
    }

    /** Those of {@code named} that answer for no host as it is configured; hosts are asked about only until none is left. */
    private Set<CertificatePair> withoutHost(FrontdoorConfig config, Collection<CertificatePair> named) {
        Set<CertificatePair> idle = new HashSet<>(named);
        for (SiteConfig site : config.sites()) {
            for (HostPattern host : site.hosts()) {
                if (idle.isEmpty()) {
                    return idle;
                }
                idle.removeAll(store.answering(host.isNamed() ? host.text() : null));
            }
        }
        return idle;
    }

    /** A pattern stands for names that only the certificate knows. */
    private boolean answersBelowAPattern(CertificatePair pair) {
        return pair.leaf().names().stream()
                .filter(name -> hosts.find(name) != null)
                .anyMatch(name -> store.answering(name).contains(pair));
    }

    private Problem note(FrontdoorConfig config, CertificateConfig named, CertificatePair pair) {
        boolean wanted = pair.leaf().names().stream().anyMatch(name -> hosts.find(name) != null);
        String why = wanted
                ? "another certificate, which is valid longer or is a site's own, answers for every host that it names"
                : "no site has a host that it names";
        String key = named.configuredAt();
        return new Problem(
                config.places().of(key),
                key,
                named.files().place() + " answers for no host: " + why + " (" + SiteCoverage.namesOf(pair) + ")");
    }
}
