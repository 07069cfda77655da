package frontdoor.pairs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads key stores: PKCS#12 (RFC 7292) and those of Java (JKS, JCEKS), told apart by their first octets. */
final class StoreFiles {
    private static final int JKS = 0xfeedfeed;
    private static final int JCEKS = 0xcececece;

    private final Path file;
    private final Optional<KeyPassword> password;

    private StoreFiles(Path file, Optional<KeyPassword> password) {
        this.file = file;
        this.password = password;
    }

    /** The one key of a store, and every certificate of it, that of the key first. */
    record Content(PrivateKey key, List<X509Certificate> certificates) {}

    /** Reads {@code octets}, which {@code file} holds. */
    static Content read(Path file, byte[] octets, Optional<KeyPassword> password) throws PemProblem {
        return new StoreFiles(file, password).read(octets);
    }

    private Content read(byte[] octets) throws PemProblem {
        char[] opening = password.isPresent() ? password.get().read() : new char[0];
        try {
            return read(octets, opening);
        } catch (PemProblem problem) {
            return OtherPasswords.open(file, octets, opening).orElseThrow(() -> problem);
        }
    }

    private Content read(byte[] octets, char[] opening) throws PemProblem {
        KeyStore store = open(octets, opening);
        try {
            List<String> aliases =
                    Collections.list(store.aliases()).stream().sorted().toList();
            List<String> keys = new ArrayList<>();
            for (String alias : aliases) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new PemProblem(file
                        + (keys.isEmpty()
                                ? ": holds no private key; name the store that was made with it"
                                : ": holds " + keys.size() + " private keys (" + String.join(", ", keys)
                                        + "); a store for each of them tells which one is meant"));
            }
            return content(store, keys.getFirst(), aliases, opening);
        } catch (GeneralSecurityException unusable) {
            throw new PemProblem(file + ": its key cannot be read; it should be EC (P-256) or RSA, with the password of"
                    + " the store");
        }
    }

    private Content content(KeyStore store, String own, List<String> aliases, char[] opening)
            throws GeneralSecurityException, PemProblem {
        if (!(store.getKey(own, opening) instanceof PrivateKey key)
                || KeyKind.of(key).isEmpty()) {
            throw new PemProblem(file + ": its key is of a kind that cannot be served; use EC (P-256) or RSA");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Certificate[] chain = store.getCertificateChain(own);
        Stream.of(chain == null ? new Certificate[0] : chain).forEach(one -> certificates.add((X509Certificate) one));
        for (String alias : aliases) {
            if (store.getCertificate(alias) instanceof X509Certificate other && !certificates.contains(other)) {
                certificates.add(other);
            }
        }
        if (certificates.isEmpty()) {
            throw new PemProblem(file + ": holds a private key without its certificate; make it with both");
        }
        return new Content(key, certificates);
    }

    private KeyStore open(byte[] octets, char[] opening) throws PemProblem {
        int magic = octets.length < 4
                ? 0
                : (octets[0] & 0xff) << 24 | (octets[1] & 0xff) << 16 | (octets[2] & 0xff) << 8 | octets[3] & 0xff;
        try {
            KeyStore store = KeyStore.getInstance(magic == JKS ? "JKS" : magic == JCEKS ? "JCEKS" : "PKCS12");
            store.load(new ByteArrayInputStream(octets), opening);
            return store;
        } catch (GeneralSecurityException | IOException | RuntimeException unopened) {
            throw new PemProblem(
                    file
                            + (unopened.getCause() instanceof UnrecoverableKeyException
                                    ? ": cannot be opened: "
                                            + password.map(one -> one.shown() + " is not its password")
                                                    .orElse("it has a password; name the file of it as password-file")
                                    : ": is no key store; it should be PKCS#12 or JKS, and was perhaps not written completely"));
        }
    }
}
