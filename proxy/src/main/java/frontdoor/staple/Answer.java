package frontdoor.staple;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/** The judgement on a responder's answer, before anybody is shown it (RFC 6960 3.2). */
final class Answer {
    /** id-kp-OCSPSigning (RFC 6960 4.2.2.2). */
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    /** How far the clocks of others may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Question question;
    private final Instant now;

    private Answer(Question question, Instant now) {
        this.question = question;
        this.now = now;
    }

    /** What {@code octets} say at {@code now} about what was asked. */
    static Status read(byte[] octets, Question question, Instant now) {
        try {
            return new Answer(question, now).read(octets);
        } catch (IOException | OCSPException | RuntimeException unreadable) {
            return new Status.Unknown("the answer is no OCSP response");
        } catch (GeneralSecurityException | OperatorCreationException unsupported) {
            return new Status.Unknown("the answer is signed in a way that is not known here");
        }
    }

    private Status read(byte[] octets)
            throws IOException, OCSPException, GeneralSecurityException, OperatorCreationException {
        OCSPResp response = new OCSPResp(octets);
        if (response.getStatus() != OCSPResp.SUCCESSFUL) {
            return new Status.Unknown("the responder refuses to answer: " + refusal(response.getStatus()));
        }
        if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
            return new Status.Unknown("the answer is of an unknown kind");
        }
        SingleResp single = find(basic);
        if (single == null) {
            return new Status.Unknown("the answer is about another certificate");
        }
        if (!isSigned(basic)) {
            return new Status.Unknown("the answer is signed by nobody whom the issuer lets do so");
        }
        return judge(octets, single);
    }

    private @Nullable SingleResp find(BasicOCSPResp basic)
            throws OCSPException, GeneralSecurityException, OperatorCreationException {
        for (SingleResp single : basic.getResponses()) {
            if (single.getCertID().getSerialNumber().equals(question.leaf().getSerialNumber())
                    && single.getCertID()
                            .matchesIssuer(new JcaX509CertificateHolder(question.issuer()), Question.digests())) {
                return single;
            }
        }
        return null;
    }

    private Status judge(byte[] octets, SingleResp single) {
        if (single.getThisUpdate().toInstant().isAfter(now.plus(SKEW))) {
            return new Status.Unknown("the answer is from the future; is the clock right?");
        }
        if (single.getNextUpdate() == null) {
            return new Status.Unknown("the answer does not say until when it holds");
        }
        Instant nextUpdate = single.getNextUpdate().toInstant();
        if (!now.isBefore(nextUpdate)) {
            return new Status.Unknown("the answer has ended at " + nextUpdate);
        }
        CertificateStatus status = single.getCertStatus();
        if (status == CertificateStatus.GOOD) {
            return new Status.Good(new Staple(octets, single.getThisUpdate().toInstant(), nextUpdate));
        }
        return status instanceof RevokedStatus revoked
                ? new Status.Revoked(revoked.getRevocationTime().toInstant(), reason(revoked))
                : new Status.Unknown("the responder does not know the certificate");
    }

    /** By the issuer itself, or by whom it has given a certificate for that (RFC 6960 4.2.2.2). */
    private boolean isSigned(BasicOCSPResp basic)
            throws OCSPException, GeneralSecurityException, OperatorCreationException {
        List<X509Certificate> signers = new ArrayList<>(List.of(question.issuer()));
        for (X509CertificateHolder holder : basic.getCerts()) {
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
            if (isDelegated(certificate)) {
                signers.add(certificate);
            }
        }
        for (X509Certificate signer : signers) {
            if (isSignedBy(basic, signer)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSignedBy(BasicOCSPResp basic, X509Certificate signer) {
        try {
            return basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(signer.getPublicKey()));
        } catch (OCSPException | OperatorCreationException otherKindOfKey) {
            return false;
        }
    }

    private boolean isDelegated(X509Certificate certificate) throws GeneralSecurityException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        if (purposes == null
                || !purposes.contains(OCSP_SIGNING)
                || !certificate
                        .getIssuerX500Principal()
                        .equals(question.issuer().getSubjectX500Principal())
                || now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())) {
            return false;
        }
        try {
            certificate.verify(question.issuer().getPublicKey());
            return true;
        } catch (GeneralSecurityException notTheSigner) {
            return false;
        }
    }

    /** RFC 5280 5.3.1. */
    private static String reason(RevokedStatus revoked) {
        CRLReason[] reasons = CRLReason.values();
        int code = revoked.hasRevocationReason() ? revoked.getRevocationReason() : -1;
        return code <= 0 || code >= reasons.length
                ? ""
                : reasons[code].name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** RFC 6960 4.2.1. */
    private static String refusal(int status) {
        return switch (status) {
            case OCSPResp.MALFORMED_REQUEST -> "malformedRequest";
            case OCSPResp.INTERNAL_ERROR -> "internalError";
            case OCSPResp.TRY_LATER -> "tryLater";
            case OCSPResp.SIG_REQUIRED -> "sigRequired";
            case OCSPResp.UNAUTHORIZED -> "unauthorized";
            default -> "status " + status;
        };
    }
}
