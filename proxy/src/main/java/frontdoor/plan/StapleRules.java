package frontdoor.plan;

import frontdoor.pairs.CertificatePair;
import frontdoor.staple.StapleNote;

/** Judges what the issuer of a certificate says of it now, and whether browsers hear it where they have to. */
final class StapleRules {
    private StapleRules() {}

    static void judge(Subject subject, CertificatePair pair, String key, Verdicts verdicts) {
        StapleNote note = subject.scheme().certificates().staples().get(pair);
        if (note == null) {
            return;
        }
        switch (note.kind()) {
            case REVOKED ->
                verdicts.add(
                        Code.CERTIFICATE_REVOKED,
                        key,
                        note.text() + ": browsers that ask for that show an error. Get another one, and put it into "
                                + subject.scheme().certificateKeys().chainOf(pair));
            case MISSING ->
                verdicts.add(
                        Code.STAPLE_MISSING,
                        key,
                        note.text() + ": browsers that enforce this, such as Firefox, refuse the certificate meanwhile;"
                                + " it is served all the same");
        }
    }
}
