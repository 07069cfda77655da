package frontdoor.x509;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys, signatures and purposes that browsers refuse (RFC 9325 4.5, Baseline Requirements 6.1.5 and 7.1.3, RFC 5280 6.1.4), found in
 * every certificate of a chain but roots, which are believed for what they are and not for how they are signed.
 */
final class Weakness {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;
    private static final Pattern BROKEN_DIGEST =
            Pattern.compile("^(MD2|MD4|MD5|SHA-?1)(with|$)", Pattern.CASE_INSENSITIVE);

    /** RFC 5280 4.2.1.12. */
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;

    private Weakness() {}

    /** One sentence for each that there is in the certificate at {@code index} of {@code chain}, whose leaf is at 0. */
    static List<String> of(List<X509Certificate> chain, int index) {
        X509Certificate certificate = chain.get(index);
        boolean leaf = index == 0;
        boolean root = Links.isSelfIssued(certificate);
        List<String> found = new ArrayList<>();
        if (leaf || !root) {
            String who = leaf ? "the certificate" : Links.name(index, certificate);
            add(found, who, key(certificate.getPublicKey()));
            add(found, who, root ? null : signature(certificate));
            add(found, who, purpose(certificate, leaf));
            add(found, who, leaf ? usage(certificate) : issuing(chain, index));
        }
        return found;
    }

    private static void add(List<String> found, String who, @Nullable String fault) {
        if (fault != null) {
            found.add(who + " " + fault);
        }
    }

    private static @Nullable String key(PublicKey key) {
        return switch (key) {
            case RSAPublicKey _ when !key.getAlgorithm().equals("RSA") -> "has a key of the kind " + key.getAlgorithm();
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() < LEAST_RSA_BITS ->
                "has an RSA key of " + rsa.getModulus().bitLength() + " bits; " + LEAST_RSA_BITS + " is the least";
            case RSAPublicKey _ -> null;
            case ECPublicKey ec
            when ec.getParams().getOrder().bitLength() < LEAST_EC_BITS ->
                "has an EC key of " + ec.getParams().getOrder().bitLength() + " bits; P-256 is the least";
            case ECPublicKey _ -> null;
            default ->
                key.getAlgorithm().equals("EC")
                        ? "has an EC key on a curve that browsers do not know; take P-256 or P-384"
                        : "has a key of the kind " + key.getAlgorithm() + "; browsers know EC and RSA";
        };
    }

    private static @Nullable String signature(X509Certificate certificate) {
        String digest = digest(certificate);
        if (BROKEN_DIGEST.matcher(digest).find()) {
            String name = digest.toUpperCase(Locale.ROOT).startsWith("SHA") ? "SHA-1" : digest.substring(0, 3);
            return "is signed with " + name + ", which browsers have not believed for years";
        }
        return null;
    }

    /** The name that begins with the digest, such as {@code SHA256withRSA}; RSASSA-PSS has it in its parameters. */
    private static String digest(X509Certificate certificate) {
        byte[] parameters = certificate.getSigAlgParams();
        if (!certificate.getSigAlgName().equals("RSASSA-PSS") || parameters == null) {
            return certificate.getSigAlgName();
        }
        try {
            AlgorithmParameters pss = AlgorithmParameters.getInstance("RSASSA-PSS");
            pss.init(parameters);
            return pss.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (IOException | GeneralSecurityException unreadable) {
            return certificate.getSigAlgName();
        }
    }

    /** An extension that is absent allows every purpose; anyExtendedKeyUsage is believed of issuers, while Firefox asks leaves for more. */
    private static @Nullable String purpose(X509Certificate certificate, boolean leaf) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVER_AUTH) || !leaf && purposes.contains(ANY_PURPOSE)
                    ? null
                    : "is not for servers: its extended key usage lacks serverAuth";
        } catch (CertificateParsingException unreadable) {
            return "has an extended key usage that cannot be read";
        }
    }

    /** RFC 5280 6.1.4 (k) to (n). */
    private static @Nullable String issuing(List<X509Certificate> chain, int index) {
        X509Certificate issuer = chain.get(index);
        if (issuer.getBasicConstraints() < 0) {
            return "is no issuer: its basicConstraints do not say CA:TRUE";
        }
        boolean[] usage = issuer.getKeyUsage();
        if (usage != null && !usage[KEY_CERT_SIGN]) {
            return "is no issuer: its key usage lacks keyCertSign";
        }
        // To look for ways costs a verification for each issuer, and few have such a constraint.
        int most = issuer.getBasicConstraints();
        int below = most < chain.size() - 2 ? ChainWays.issuersBelow(chain, index) : -1;
        return below > most
                ? "has a pathLenConstraint of " + most + ", and " + below
                        + (below == 1 ? " issuer stands" : " issuers stand") + " below it"
                : null;
    }

    /** RFC 8446 4.4.2.2: servers sign, in every handshake that is offered here. */
    private static @Nullable String usage(X509Certificate leaf) {
        boolean[] usage = leaf.getKeyUsage();
        return usage == null || usage[DIGITAL_SIGNATURE]
                ? null
                : "is not for signatures: its key usage lacks digitalSignature";
    }
}
