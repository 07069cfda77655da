package frontdoor.pairs;

import java.security.PrivateKey;
import java.util.Optional;

/** The kinds of key a server certificate may have here. */
public enum KeyKind {
    EC("EC", "ec", "SHA256withECDSA"),
    RSA("RSA", "rsa", "SHA256withRSA");

    private final String algorithm;
    private final String label;
    private final String signature;

    KeyKind(String algorithm, String label, String signature) {
        this.algorithm = algorithm;
        this.label = label;
        this.signature = signature;
    }

    /** The name the JDK's key types use. */
    public String algorithm() {
        return algorithm;
    }

    /** The short name for aliases and log lines. */
    public String label() {
        return label;
    }

    String signature() {
        return signature;
    }

    static Optional<KeyKind> of(PrivateKey key) {
        return ofAlgorithm(key.getAlgorithm());
    }

    static Optional<KeyKind> ofAlgorithm(String algorithm) {
        return switch (algorithm) {
            case "EC", "ECDSA" -> Optional.of(EC);
            case "RSA" -> Optional.of(RSA);
            default -> Optional.empty();
        };
    }
}
