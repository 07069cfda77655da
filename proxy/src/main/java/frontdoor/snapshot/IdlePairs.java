package frontdoor.snapshot;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HostPattern;
import frontdoor.config.Problem;
import frontdoor.policy.HostTable;
import frontdoor.snapshot.LoadedCertificates.PairFiles;
import frontdoor.tls.CertificatePair;
import frontdoor.tls.CertificateStore;
import java.util.ArrayList;
import java.util.HashSet;
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
        config.sites().forEach(site -> site.hosts().forEach(host -> hosts.with(host.text(), host)));
    }

    /** One note for each. */
    static List<Problem> find(FrontdoorConfig config, Map<PairFiles, CertificatePair> byFiles, CertificateStore store) {
        IdlePairs pairs = new IdlePairs(config, store);
        Set<CertificatePair> answering = new HashSet<>();
        pairs.hosts.forEach((text, host) -> answering.addAll(store.answering(host.isNamed() ? text : null)));
        List<Problem> notes = new ArrayList<>();
        Stream.concat(
                        config.certificates().stream(),
                        config.sites().stream().flatMap(site -> site.certificate().stream()))
                .forEach(named -> {
                    CertificatePair pair = byFiles.get(new PairFiles(named.chain(), named.key()));
                    if (pair != null && !answering.contains(pair) && !pairs.answersBelowAPattern(pair)) {
                        notes.add(pairs.note(config, named, pair));
                    }
                });
        return notes;
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
                named.chain() + " answers for no host: " + why + " (" + SiteCoverage.namesOf(pair) + ")");
    }
}
