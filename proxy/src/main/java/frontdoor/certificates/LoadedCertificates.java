package frontdoor.certificates;

import frontdoor.config.UpstreamTls;
import frontdoor.pairs.BackendCredentials;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import frontdoor.renewal.History;
import frontdoor.report.Problem;
import frontdoor.staple.StapleNote;
import frontdoor.tls.CertificateStore;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The certificates of one configuration as they were read from their files; immutable.
 *
 * @param byFiles every good pair by the files that hold it, in the order of the configuration
 * @param store which of them answers which name
 * @param warnings sentences about pairs that are served all the same, such as one whose files went bad since they were read
 * @param backends what was read for TLS with backends, by its terms
 * @param notes what was done about pairs, and those that are named for nothing, and why
 * @param differing those of {@code byFiles} in whose place something else was found on the disk, which cannot serve or is worse
 * @param staples what is wrong with the staples of pairs, or with the pairs as their issuers see them
 * @param awaited what was tried so far for sites that ask for their certificates, by the name of the site; empty for nothing
 */
public record LoadedCertificates(
        Map<PairFiles, CertificatePair> byFiles,
        CertificateStore store,
        Map<UpstreamTls, BackendCredentials> backends,
        List<String> warnings,
        List<Problem> notes,
        Set<PairFiles> differing,
        Map<CertificatePair, StapleNote> staples,
        Map<String, Optional<History>> awaited) {

    /** Nothing was read yet. */
    public static final LoadedCertificates NONE = new LoadedCertificates(
            Map.of(), CertificateStore.empty(), Map.of(), List.of(), List.of(), Set.of(), Map.of(), Map.of());

    public LoadedCertificates {
        byFiles = Collections.unmodifiableMap(new LinkedHashMap<>(byFiles));
        backends = Collections.unmodifiableMap(new LinkedHashMap<>(backends));
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        differing = Set.copyOf(differing);
        staples = Map.copyOf(staples);
        awaited = Map.copyOf(awaited);
    }

    /** Since when the issuer of each pair that it has taken back has done so, as far as that is known. */
    public Map<CertificatePair, Instant> revoked() {
        return staples.entrySet().stream()
                .filter(note -> note.getValue().kind() == StapleNote.Kind.REVOKED)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, note -> note.getValue().since()));
    }

    /** The good copy of a pair that is in memory, if there is one. */
    Optional<CertificatePair> of(PairFiles files) {
        return Optional.ofNullable(byFiles.get(files));
    }
}
