package frontdoor.reload;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.pairs.BackendCredentials;
import frontdoor.pairs.LeafFacts;
import frontdoor.report.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes of certificates as the log has them: which were replaced, by fingerprint and end, and which answer for no host any more. */
final class CertificateChanges {
    private static final Logger log = LoggerFactory.getLogger(CertificateChanges.class);

    private CertificateChanges() {}

    static void log(LoadedCertificates before, LoadedCertificates after) {
        after.byFiles().forEach((files, pair) -> {
            if (!pair.equals(before.byFiles().get(files))) {
                LeafFacts leaf = pair.leaf();
                log.atInfo()
                        .addKeyValue("chain", files.place())
                        .addKeyValue("names", leaf.names())
                        .addKeyValue("fingerprint", leaf.fingerprint())
                        .addKeyValue("not-after", leaf.notAfter())
                        .log("certificate in service");
            }
        });
        after.backends().forEach((terms, credentials) -> {
            BackendCredentials known = before.backends().get(terms);
            if (known != null && !known.equals(credentials)) {
                log.atInfo()
                        .addKeyValue("terms", terms.configuredAt())
                        .log("new files of TLS with backends in service");
            }
        });
        after.notes().stream()
                .filter(note -> before.notes().stream().noneMatch(told -> isSame(told, note)))
                .forEach(note -> log.atInfo().addKeyValue("note", note).log("certificate"));
    }

    /** Another line of the file is no news. */
    private static boolean isSame(Problem one, Problem other) {
        return one.key().equals(other.key()) && one.text().equals(other.text());
    }
}
