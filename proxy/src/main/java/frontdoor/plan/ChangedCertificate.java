package frontdoor.plan;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.LeafFacts;
import org.jspecify.annotations.Nullable;

/** Says how two certificates differ: in what people look at first, if they differ there. */
final class ChangedCertificate {
    private ChangedCertificate() {}

    /** Goes on after the word certificate; the two are not equal. */
    static String text(@Nullable CertificatePair was, @Nullable CertificatePair now) {
        if (was == null || now == null) {
            return text(now) + ", was " + text(was);
        }
        LeafFacts before = was.leaf();
        LeafFacts after = now.leaf();
        String names = CertificateRules.names(now);
        if (!names.equals(CertificateRules.names(was))) {
            return text(now) + ", was " + text(was);
        }
        if (!after.notAfter().equals(before.notAfter())) {
            return "of " + names + " ends " + after.notAfter() + ", was " + before.notAfter();
        }
        String same = "of " + names + " ends " + after.notAfter() + " as before, ";
        return after.fingerprint().equals(before.fingerprint())
                ? same + "with other certificates above it"
                : same + "but is another one: serial " + after.serial() + ", was " + before.serial();
    }

    private static String text(@Nullable CertificatePair pair) {
        return pair == null
                ? "none"
                : "of " + CertificateRules.names(pair) + ", ends " + pair.leaf().notAfter();
    }
}
