package frontdoor.acme;

import frontdoor.config.AcmeKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as the text that is kept of them. */
final class Pem {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final int LINE = 64;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static KeyPair newKeys(AcmeKey kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.isRsa() ? "RSA" : "EC");
        if (kind.isRsa()) {
            generator.initialize(kind.bits());
        } else {
            generator.initialize(new ECGenParameterSpec("secp" + kind.bits() + "r1"));
        }
        return generator.generateKeyPair();
    }

    /** Both keys. */
    static String of(KeyPair keys) {
        return of(keys.getPrivate()) + block(PUBLIC, keys.getPublic().getEncoded());
    }

    static String of(PrivateKey key) {
        return block(PRIVATE, key.getEncoded());
    }

    static String of(List<X509Certificate> chain) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(block(CERTIFICATE, certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String block(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(octets) + "\n-----END " + label + "-----\n";
    }

    /** The keys of a text that {@link #of(KeyPair)} made, whatever else is in it. */
    static KeyPair keys(String text) throws IOException {
        try {
            byte[] hidden = blocks(PRIVATE, text).getFirst();
            byte[] open = blocks(PUBLIC, text).getFirst();
            for (String algorithm : List.of("EC", "RSA")) {
                KeyFactory factory = KeyFactory.getInstance(algorithm);
                try {
                    return new KeyPair(
                            factory.generatePublic(new X509EncodedKeySpec(open)),
                            factory.generatePrivate(new PKCS8EncodedKeySpec(hidden)));
                } catch (GeneralSecurityException _) {
                    // The other one, then.
                }
            }
            throw new IOException("no key of a known kind");
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new IOException("no keys in it", broken);
        }
    }

    /** The certificates of a text, the leaf first; empty where there are none, or one is broken. */
    static List<X509Certificate> chain(String text) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (byte[] octets : blocks(CERTIFICATE, text)) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets)));
            }
            return chain;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return List.of();
        }
    }

    private static List<byte[]> blocks(String label, String text) {
        Matcher blocks = Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(text);
        List<byte[]> found = new ArrayList<>();
        while (blocks.find()) {
            found.add(Base64.getMimeDecoder().decode(blocks.group(1)));
        }
        return found;
    }
}
