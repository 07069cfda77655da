package frontdoor.config;

import java.util.Arrays;
import java.util.List;

/** The kinds of key that certificates are asked for with. */
public enum AcmeKey {
    EC_P256("ec-p256", false, 256),
    EC_P384("ec-p384", false, 384),
    RSA_2048("rsa-2048", true, 2048),
    RSA_4096("rsa-4096", true, 4096);

    static final List<String> NAMES =
            Arrays.stream(values()).map(AcmeKey::toString).toList();

    private final String text;
    private final boolean rsa;
    private final int bits;

    AcmeKey(String text, boolean rsa, int bits) {
        this.text = text;
        this.rsa = rsa;
        this.bits = bits;
    }

    static AcmeKey of(String text) {
        return values()[NAMES.indexOf(text)];
    }

    /** Whether it is RSA; else it is on an elliptic curve. */
    public boolean isRsa() {
        return rsa;
    }

    /** Of the modulus, or of the curve. */
    public int bits() {
        return bits;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
