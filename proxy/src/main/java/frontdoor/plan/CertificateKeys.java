package frontdoor.plan;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.snapshot.LoadedCertificates.PairFiles;
import frontdoor.tls.CertificatePair;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what made a certificate part of the configuration. */
final class CertificateKeys {
    private CertificateKeys() {}

    /** The key that names the pair's files. */
    static String keyOf(Scheme scheme, CertificatePair pair) {
        Optional<PairFiles> files = filesOf(scheme, pair);
        return configured(scheme.config())
                .filter(one -> files.filter(found ->
                                found.chain().equals(one.chain()) && found.key().equals(one.key()))
                        .isPresent())
                .map(CertificateConfig::configuredAt)
                .findFirst()
                .orElse("certificates.directory");
    }

    /** The file of the pair's chain. */
    static String chainOf(Scheme scheme, CertificatePair pair) {
        return filesOf(scheme, pair).map(files -> files.chain().toString()).orElse("the certificate");
    }

    private static Optional<PairFiles> filesOf(Scheme scheme, CertificatePair pair) {
        return scheme.certificates().byFiles().entrySet().stream()
                .filter(entry -> entry.getValue().equals(pair))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Stream<CertificateConfig> configured(FrontdoorConfig config) {
        return Stream.concat(
                config.sites().stream().flatMap(site -> site.certificate().stream()), config.certificates().stream());
    }
}
