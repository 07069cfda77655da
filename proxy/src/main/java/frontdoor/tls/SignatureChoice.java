package frontdoor.tls;

/**
 * Which kinds of certificate a client can verify, gathered while its hello is read.
 *
 * <p>The engine's key manager cannot know this: BoringSSL asks it for every kind that the server could use and keeps the last
 * answer, so the choice is made here.
 */
final class SignatureChoice {
    private static final int TLS_1_3 = 0x0304;

    private boolean anyScheme;
    private boolean ecdsaScheme;
    private boolean rsaScheme;
    private boolean ed25519Scheme;
    private boolean ecdsaSuite;
    private boolean rsaSuite;
    private boolean tls13;

    /** RFC 5289, RFC 7905 and RFC 8422: the suites before TLS 1.3 that this server has by any policy. */
    void onCipherSuite(int suite) {
        switch (suite) {
            case 0xC02B, 0xC02C, 0xCCA9, 0xC009, 0xC00A -> ecdsaSuite = true;
            case 0xC02F, 0xC030, 0xCCA8, 0xC013, 0xC014 -> rsaSuite = true;
            default -> {}
        }
    }

    /** RFC 8446 4.2.3. */
    void onScheme(int scheme) {
        anyScheme = true;
        switch (scheme) {
            case 0x0403, 0x0503, 0x0603 -> ecdsaScheme = true;
            case 0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806 -> rsaScheme = true;
            case 0x0807 -> ed25519Scheme = true;
            default -> {}
        }
    }

    void onVersion(int version) {
        tls13 |= version == TLS_1_3;
    }

    boolean acceptsEcdsa() {
        return (ecdsaScheme || !anyScheme) && (tls13 || ecdsaSuite);
    }

    /** RFC 8422 5.1.1: before TLS 1.3 by the suites of ECDSA; and never without being named. */
    boolean acceptsEd25519() {
        return ed25519Scheme && (tls13 || ecdsaSuite);
    }

    boolean acceptsRsa() {
        return (rsaScheme || !anyScheme) && (tls13 || rsaSuite);
    }
}
