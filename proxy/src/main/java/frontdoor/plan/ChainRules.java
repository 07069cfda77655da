package frontdoor.plan;

import frontdoor.pairs.CertificatePair;
import frontdoor.policy.HstsTerms;
import frontdoor.x509.ChainFault;

/** Judges what browsers think of the chain a host is shown with, its names and the leaf's own dates aside. */
final class ChainRules {
    private ChainRules() {}

    static void judge(Subject subject, CertificatePair pair, String key, Verdicts verdicts) {
        String file = subject.scheme().certificateKeys().chainOf(pair);
        if (pair.judgement().isSelfSigned()) {
            verdicts.add(
                    Code.CERTIFICATE_SELF_SIGNED,
                    key,
                    "the certificate is self-signed: browsers show an error to everybody who has not made them believe it"
                            + bound(subject) + ". Get one from an authority, and put it into " + file);
        }
        for (ChainFault fault : pair.judgement().faults(subject.scheme().at())) {
            switch (fault.kind()) {
                case WEAK ->
                    verdicts.add(
                            Code.CERTIFICATE_WEAK,
                            key,
                            fault.text() + ": browsers refuse it" + bound(subject)
                                    + ". Let the issuer make another one, and put it into " + file);
                case ENDED ->
                    verdicts.add(
                            Code.CHAIN_ENDED,
                            key,
                            fault.text() + ": browsers show an error, young as the leaf may be" + bound(subject)
                                    + ". Put the chain that the issuer gives out today into " + file);
                case PARTLY_ENDED ->
                    verdicts.add(
                            Code.CHAIN_PARTLY_ENDED,
                            key,
                            fault.text() + ". Put the chain that the issuer gives out today into " + file);
                case ENDS_FIRST ->
                    verdicts.add(
                            Code.CHAIN_ENDS_FIRST,
                            key,
                            fault.text() + ": from then on browsers refuse the chain. Put the chain that the issuer"
                                    + " gives out today into " + file);
            }
        }
    }

    private static String bound(Subject subject) {
        HstsTerms sent = subject.sent();
        return sent != null && sent.binds() ? ", and those that have the policy of this host offer no way past it" : "";
    }
}
