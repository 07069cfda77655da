package frontdoor.pairs;

import java.time.Instant;
import java.util.Optional;

/** The note that the dates of a certificate deserve. */
final class ValidityNotes {
    private ValidityNotes() {}

    static Optional<CertificateNote> find(LeafFacts leaf, Instant now) {
        if (now.isAfter(leaf.notAfter())) {
            return note(CertificateNote.Kind.EXPIRED, "the certificate ended at " + leaf.notAfter());
        }
        if (now.isBefore(leaf.notBefore())) {
            return note(CertificateNote.Kind.NOT_YET_VALID, "the certificate is not valid before " + leaf.notBefore());
        }
        if (!now.isBefore(leaf.endsSoonFrom())) {
            return note(
                    CertificateNote.Kind.ENDS_SOON,
                    "the certificate ends at " + leaf.notAfter() + " and should have been replaced by now");
        }
        return Optional.empty();
    }

    private static Optional<CertificateNote> note(CertificateNote.Kind kind, String text) {
        return Optional.of(new CertificateNote(kind, text));
    }
}
