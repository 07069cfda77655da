package frontdoor.pairs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Opens encrypted keys: PKCS#8 (RFC 5958, with PBES1, PBES2 or scrypt) and those of OpenSSL's older form (RFC 1421, DEK-Info). */
final class KeyDecryption {
    private final Path file;
    private final Optional<KeyPassword> password;

    /** Opens the keys of {@code file}. */
    KeyDecryption(Path file, Optional<KeyPassword> password) {
        this.file = file;
        this.password = password;
    }

    PrivateKeyInfo open(PKCS8EncryptedPrivateKeyInfo key) throws PemProblem {
        JceOpenSSLPKCS8DecryptorProviderBuilder opener =
                new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(new KeyCiphers());
        return open(password -> key.decryptPrivateKeyInfo(opener.build(password)));
    }

    PrivateKeyInfo open(PEMEncryptedKeyPair key) throws PemProblem {
        JcePEMDecryptorProviderBuilder opener = new JcePEMDecryptorProviderBuilder().setProvider(new KeyCiphers());
        return open(password -> key.decryptKeyPair(opener.build(password)).getPrivateKeyInfo());
    }

    private interface Opening {
        PrivateKeyInfo with(char[] password) throws IOException, OperatorCreationException, PKCSException;
    }

    private PrivateKeyInfo open(Opening opening) throws PemProblem {
        KeyPassword known = password.orElseThrow(() -> new PemProblem(
                file + ": the key is encrypted; name the file of its password as password-file, or write it decrypted,"
                        + " as openssl pkey -in FILE -out NEW does, readable by frontdoor alone"));
        for (char[] form : forms(known.read())) {
            try {
                return opening.with(form);
            } catch (IOException | OperatorCreationException | PKCSException | RuntimeException unopened) {
                // In the other form, perhaps.
            }
        }
        throw wrong(known);
    }

    /** The forms in which the functions here are given a password. */
    static List<char[]> forms(char[] password) {
        return List.of(password, asOctets(password));
    }

    /** One character for each octet of UTF-8, which is what OpenSSL takes: half of the functions here look at the lower eight bits of each. */
    private static char[] asOctets(char[] password) {
        byte[] octets = new String(password).getBytes(StandardCharsets.UTF_8);
        return new String(octets, StandardCharsets.ISO_8859_1).toCharArray();
    }

    /** The cause may quote what came out, and that may be a part of the key. */
    private PemProblem wrong(KeyPassword known) {
        return new PemProblem(file + ": the key cannot be decrypted: " + known.shown() + " is not its password");
    }
}
