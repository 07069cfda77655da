package frontdoor.plan;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys that made each certificate part of a configuration, found once for all hosts. */
final class CertificateKeys {
    private static final int SHOWN = 5;

    private final Map<CertificatePair, PairFiles> files = new HashMap<>();
    private final Map<PairFiles, String> keys = new HashMap<>();
    private final Set<PairFiles> own;
    private final List<String> shown;

    CertificateKeys(FrontdoorConfig config, LoadedCertificates certificates) {
        certificates.byFiles().forEach((from, pair) -> files.putIfAbsent(pair, from));
        configured(config).forEach(one -> keys.putIfAbsent(one.files(), one.configuredAt()));
        own = config.sites().stream()
                .filter(SiteConfig::acme)
                .flatMap(site -> site.certificates().stream())
                .map(CertificateConfig::files)
                .collect(Collectors.toSet());
        shown = certificates.byFiles().values().stream()
                .map(CertificateRules::names)
                .distinct()
                .limit(SHOWN)
                .toList();
    }

    /** The key that names the pair's files. */
    String keyOf(CertificatePair pair) {
        PairFiles from = files.get(pair);
        String key = from == null ? null : keys.get(from);
        return key == null ? "certificates.directory" : key;
    }

    /** The file of the pair's chain. */
    String chainOf(CertificatePair pair) {
        PairFiles from = files.get(pair);
        return from == null ? "the certificate" : from.place().toString();
    }

    /** Who renews the pair: Frontdoor itself, or {@code what writes FILE}. */
    String renewerOf(CertificatePair pair) {
        PairFiles from = files.get(pair);
        return from != null && own.contains(from) ? "Frontdoor itself" : "what writes " + chainOf(pair);
    }

    /** What the first few certificates name, each once. */
    List<String> shown() {
        return shown;
    }

    private static Stream<CertificateConfig> configured(FrontdoorConfig config) {
        return Stream.concat(
                config.sites().stream().flatMap(site -> site.certificates().stream()),
                config.certificates().pairs().stream());
    }
}
