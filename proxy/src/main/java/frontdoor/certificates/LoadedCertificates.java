package frontdoor.certificates;

import frontdoor.config.UpstreamTls;
import frontdoor.report.Problem;
import frontdoor.tls.BackendCredentials;
import frontdoor.tls.CertificatePair;
import frontdoor.tls.CertificateStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of one configuration as they were read from their files; immutable.
 *
 * @param byFiles every good pair by the files that hold it, in the order of the configuration
 * @param store which of them answers which name
 * @param warnings sentences about pairs that are served all the same, such as one whose files went bad since they were read
 * @param backends what was read for TLS with backends, by its terms
 * @param notes pairs that are named for nothing, and why
 */
public record LoadedCertificates(
        Map<PairFiles, CertificatePair> byFiles,
        CertificateStore store,
        Map<UpstreamTls, BackendCredentials> backends,
        List<String> warnings,
        List<Problem> notes) {

    /** Nothing was read yet. */
    public static final LoadedCertificates NONE =
            new LoadedCertificates(Map.of(), CertificateStore.empty(), Map.of(), List.of(), List.of());

    /**
     * The files of one pair.
     *
     * @param chain PEM
     * @param key PEM
     */
    public record PairFiles(Path chain, Path key) {}

    public LoadedCertificates {
        byFiles = Collections.unmodifiableMap(new LinkedHashMap<>(byFiles));
        backends = Collections.unmodifiableMap(new LinkedHashMap<>(backends));
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** The good copy of a pair that is in memory, if there is one. */
    Optional<CertificatePair> of(PairFiles files) {
        return Optional.ofNullable(byFiles.get(files));
    }
}
