package frontdoor.reload;

import frontdoor.snapshot.LoadedCertificates;
import frontdoor.tls.LeafFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which certificates were replaced, by fingerprint and end. */
final class CertificateChanges {
    private static final Logger log = LoggerFactory.getLogger(CertificateChanges.class);

    private CertificateChanges() {}

    static void log(LoadedCertificates before, LoadedCertificates after) {
        after.byFiles().forEach((files, pair) -> {
            if (!pair.equals(before.byFiles().get(files))) {
                LeafFacts leaf = pair.leaf();
                log.atInfo()
                        .addKeyValue("chain", files.chain())
                        .addKeyValue("names", leaf.names())
                        .addKeyValue("fingerprint", leaf.fingerprint())
                        .addKeyValue("not-after", leaf.notAfter())
                        .log("certificate in service");
            }
        });
    }
}
