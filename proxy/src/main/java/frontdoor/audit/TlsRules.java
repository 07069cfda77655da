package frontdoor.audit;

import frontdoor.x509.ChainFault;
import frontdoor.x509.ChainJudgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Judges how a host speaks TLS, and its certificate. */
final class TlsRules {
    private TlsRules() {}

    /** Everything about {@code probe}; {@code now} decides what has expired. */
    static void judge(SecureProbe probe, Instant now, Findings findings) {
        String about = probe.url().toString();
        if (probe.verified() instanceof NoAnswer(NoAnswer.Stage stage, String why)) {
            Code unreached = stage == NoAnswer.Stage.LOOKUP ? Code.NO_ADDRESS : Code.CANNOT_CONNECT;
            boolean onlyUnverified = probe.unverified() instanceof Answer;
            findings.add(onlyUnverified ? Code.INVALID_CERT_CHAIN : unreached, about, why);
        }
        TlsFacts tls = probe.tls();
        if (tls == null) {
            return;
        }
        if (tls.hasSha1()) {
            findings.add(Code.SHA1, about, "a certificate of the chain is signed with SHA-1");
        }
        if (!tls.isModern()) {
            findings.add(
                    Code.OBSOLETE_CIPHER_SUITE,
                    about,
                    "the handshake agrees on " + tls.protocol() + " with " + tls.cipherSuite());
        }
        judgeEnd(about, tls, now, findings);
        ChainJudgement.of(tls.chain())
                .faults(now)
                .forEach(fault -> findings.add(code(fault.kind()), about, fault.text()));
    }

    private static Code code(ChainFault.Kind kind) {
        return switch (kind) {
            case WEAK -> Code.CERTIFICATE_WEAK;
            case ENDED -> Code.CHAIN_ENDED;
            case PARTLY_ENDED -> Code.CHAIN_PARTLY_ENDED;
            case ENDS_FIRST -> Code.CHAIN_ENDS_FIRST;
        };
    }

    private static void judgeEnd(String about, TlsFacts tls, Instant now, Findings findings) {
        Instant end = tls.notAfter().truncatedTo(ChronoUnit.SECONDS);
        if (now.isAfter(tls.notAfter())) {
            findings.add(Code.CERTIFICATE_EXPIRED, about, "the certificate ended at " + end);
        } else if (tls.isValidAt(now) && tls.endsSoonAt(now)) {
            findings.add(
                    Code.CERTIFICATE_ENDS_SOON,
                    about,
                    "the certificate ends at " + end + ", which is in the last fifth of its lifetime");
        }
    }
}
