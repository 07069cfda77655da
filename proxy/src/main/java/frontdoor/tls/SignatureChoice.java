package frontdoor.tls;

/**
 * The kinds of certificate that a client can verify, gathered while its hello is read.
 *
 * <p>The engine's key manager cannot know this: BoringSSL asks it for every kind that the server could use and keeps the last
 * answer, so the choice is made here.
 */
final class SignatureChoice {
    private static final int TLS_1_3 = 0x0304;

    private boolean anyScheme;
    private boolean ecdsaScheme;
    private EcCurves schemeCurves = EcCurves.NONE;
    private boolean anyGroup;
    private EcCurves groupCurves = EcCurves.NONE;
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
            case 0x0403 -> onEcdsa(EcCurves.P256);
            case 0x0503 -> onEcdsa(EcCurves.P384);
            case 0x0603 -> onEcdsa(EcCurves.P521);
            case 0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806 -> rsaScheme = true;
            case 0x0807 -> ed25519Scheme = true;
            default -> {}
        }
    }

    private void onEcdsa(EcCurves curve) {
        ecdsaScheme = true;
        schemeCurves = schemeCurves.and(curve);
    }

    /** RFC 8446 4.2.7. */
    void onGroup(int group) {
        anyGroup = true;
        switch (group) {
            case 23 -> groupCurves = groupCurves.and(EcCurves.P256);
            case 24 -> groupCurves = groupCurves.and(EcCurves.P384);
            case 25 -> groupCurves = groupCurves.and(EcCurves.P521);
            default -> {}
        }
    }

    void onVersion(int version) {
        tls13 |= version == TLS_1_3;
    }

    /**
     * In TLS 1.3 a scheme names its curve, and groups say nothing of certificates (RFC 8446 4.2.3); before it a scheme names a digest alone, and
     * groups say which curves a certificate may have (RFC 8422 5.1.1).
     */
    EcCurves ecdsa() {
        if (tls13) {
            return anyScheme ? schemeCurves : EcCurves.ALL;
        }
        if (!ecdsaSuite || anyScheme && !ecdsaScheme) {
            return EcCurves.NONE;
        }
        return anyGroup ? groupCurves : EcCurves.ALL;
    }

    /** RFC 8422 5.1.1: before TLS 1.3 by the suites of ECDSA; and never without being named. */
    boolean acceptsEd25519() {
        return ed25519Scheme && (tls13 || ecdsaSuite);
    }

    boolean acceptsRsa() {
        return (rsaScheme || !anyScheme) && (tls13 || rsaSuite);
    }
}
