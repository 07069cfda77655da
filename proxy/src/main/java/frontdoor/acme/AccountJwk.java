package frontdoor.acme;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.shredzone.acme4j.toolbox.JSON;

/** The keys of an account as JSON Web Keys (RFC 7517), in which other clients keep them: RSA, or EC over P-256, P-384 and P-521. */
final class AccountJwk {
    private final JSON json;

    private AccountJwk(JSON json) {
        this.json = json;
    }

    /** Both keys of {@code text}; empty where it holds none of a known kind. */
    static Optional<KeyPair> keys(String text) {
        try {
            AccountJwk key = new AccountJwk(JSON.parse(text));
            return Optional.of(key.json.get("kty").asString().equals("EC") ? key.ec() : key.rsa());
        } catch (GeneralSecurityException | RuntimeException _) {
            // Its words are not for people: they may hold a part of the key.
            return Optional.empty();
        }
    }

    private KeyPair rsa() throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(number("n"), number("e"))),
                factory.generatePrivate(new RSAPrivateCrtKeySpec(
                        number("n"),
                        number("e"),
                        number("d"),
                        number("p"),
                        number("q"),
                        number("dp"),
                        number("dq"),
                        number("qi"))));
    }

    private KeyPair ec() throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec(
                switch (json.get("crv").asString()) {
                    case "P-256" -> "secp256r1";
                    case "P-384" -> "secp384r1";
                    default -> "secp521r1";
                }));
        ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyPair(
                factory.generatePublic(new ECPublicKeySpec(new ECPoint(number("x"), number("y")), parameters)),
                factory.generatePrivate(new ECPrivateKeySpec(number("d"), parameters)));
    }

    private BigInteger number(String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(json.get(name).asString()));
    }
}
