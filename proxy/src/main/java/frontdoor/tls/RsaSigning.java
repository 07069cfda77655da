package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Cipher;
import javax.net.ssl.SSLEngine;

/** Signs handshakes with RSA keys as a delegated task, so that no event loop waits for it. */
final class RsaSigning implements OpenSslPrivateKeyMethod {
    /** BoringSSL's number for what TLS 1.0 and 1.1 sign; later versions have names for theirs. */
    private static final int TLS_1_0 = 0xff01;

    private final ServedCertificates certificates;

    RsaSigning(ServedCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public byte[] sign(SSLEngine engine, int signatureAlgorithm, byte[] input) throws GeneralSecurityException {
        String alias = engine.getPeerHost();
        CertificatePair pair = alias == null ? null : certificates.find(alias);
        if (pair == null) {
            throw new SignatureException("no certificate was chosen for this handshake");
        }
        if (signatureAlgorithm == TLS_1_0) {
            return signDigests(pair.key(), input);
        }
        Signature signature = signatureOf(signatureAlgorithm);
        signature.initSign(pair.key());
        signature.update(input);
        return signature.sign();
    }

    /** RFC 4346 7.4.3: both digests, one behind the other, without the name of either. */
    private static byte[] signDigests(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        cipher.update(MessageDigest.getInstance("MD5").digest(input));
        return cipher.doFinal(MessageDigest.getInstance("SHA-1").digest(input));
    }

    /** Suites that encrypt to the server's key are not offered. */
    @Override
    public byte[] decrypt(SSLEngine engine, byte[] input) throws GeneralSecurityException {
        throw new SignatureException("RSA key exchange is not offered");
    }

    /** Numbers of RFC 8446 4.2.3. */
    private static Signature signatureOf(int algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case 0x0804 -> pss("SHA-256", 32);
            case 0x0805 -> pss("SHA-384", 48);
            case 0x0806 -> pss("SHA-512", 64);
            case 0x0201 -> Signature.getInstance("SHA1withRSA");
            case 0x0401 -> Signature.getInstance("SHA256withRSA");
            case 0x0501 -> Signature.getInstance("SHA384withRSA");
            case 0x0601 -> Signature.getInstance("SHA512withRSA");
            default -> throw new SignatureException("no RSA signature of the kind " + algorithm);
        };
    }

    private static Signature pss(String digest, int saltBytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(digest), saltBytes, PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }
}
