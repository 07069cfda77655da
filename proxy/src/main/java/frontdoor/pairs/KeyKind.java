package frontdoor.pairs;

import java.security.Key;
import java.security.interfaces.EdECKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/** The kinds of key a server certificate may have here, in the order in which they are preferred for clients that take several. */
public enum KeyKind {
    /** RFC 8410: for those who name it, which browsers do not. */
    ED25519("EdDSA", "ed25519", "Ed25519"),
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

    static Optional<KeyKind> of(Key key) {
        return switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> Optional.of(EC);
            case "RSA" -> Optional.of(RSA);
            case "EdDSA", "Ed25519" ->
                key instanceof EdECKey edwards
                                && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())
                        ? Optional.of(ED25519)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
