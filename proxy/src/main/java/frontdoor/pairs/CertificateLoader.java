package frontdoor.pairs;

import frontdoor.x509.ChainOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a chain and a key from their files and makes sure that they fit together. What holds the same octets as a pair it knows is that pair, and
 * is not parsed again. Blocks on files: not for event loops.
 */
public final class CertificateLoader {
    private final Map<String, CertificatePair> bySource = new HashMap<>();

    /** A loader that knows these pairs. */
    public CertificateLoader(Collection<CertificatePair> known) {
        known.forEach(pair -> bySource.put(pair.source(), pair));
    }

    /** Loads the pair; an ended or not yet valid certificate is loaded too and says so in its notes. */
    public static CertificateLoading load(PairFiles files) {
        return new CertificateLoader(List.of()).read(files);
    }

    /** As {@link #load}, of files that may hold what is known. */
    public CertificateLoading read(PairFiles files) {
        try {
            return new CertificateLoading.Loaded(
                    switch (files) {
                        case PairFiles.Pem pem -> readPem(pem);
                        case PairFiles.Store store -> readStore(store);
                    });
        } catch (PemProblem problem) {
            return new CertificateLoading.Unreadable(problem.sentence());
        }
    }

    private CertificatePair readPem(PairFiles.Pem files) throws PemProblem {
        String chainText = KeyFiles.readText(files.chain());
        String keyText = KeyFiles.readText(files.key());
        String source = digest(octets(chainText), octets(keyText), password(files.password()));
        CertificatePair known = bySource.get(source);
        if (known != null) {
            return known;
        }
        List<X509Certificate> chain = PemFiles.readChain(files.chain(), chainText);
        List<PrivateKey> keys = PemFiles.readKeys(files.key(), keyText, files.password());
        return remember(pairUp(files.chain(), chain, files.key(), keys).from(source));
    }

    private CertificatePair readStore(PairFiles.Store files) throws PemProblem {
        byte[] octets = KeyFiles.readOctets(files.store(), "the key store");
        String source = digest(octets, password(files.password()));
        CertificatePair known = bySource.get(source);
        if (known != null) {
            return known;
        }
        StoreFiles.Content content = StoreFiles.read(files.store(), octets, files.password());
        return remember(pairUp(files.store(), content.certificates(), files.store(), List.of(content.key()))
                .from(source));
    }

    private CertificatePair remember(CertificatePair pair) {
        bySource.put(pair.source(), pair);
        return pair;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What the password is now: with another one in its file, what was read with the last one is no longer sure to be what is meant. */
    private static byte[] password(Optional<KeyPassword> password) throws PemProblem {
        return password.isEmpty() ? new byte[0] : new String(password.get().read()).getBytes(StandardCharsets.UTF_8);
    }

    /** The pair of a chain and key that are known to fit. */
    public static CertificatePair pair(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException {
        return CertificatePair.of(ChainOrder.asIs(chain), key);
    }

    private static String digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(MessageDigest.getInstance("SHA-256").digest(part));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static CertificatePair pairUp(
            Path chainFile, List<X509Certificate> chain, Path keyFile, List<PrivateKey> keys) throws PemProblem {
        // Whoever keeps everything in one file may have the keys and certificates of others there, too.
        for (X509Certificate leaf : chain) {
            PrivateKey key =
                    keys.stream().filter(one -> fits(one, leaf)).findFirst().orElse(null);
            if (key != null) {
                return pair(chainFile, leafFirst(leaf, chain), key);
            }
        }
        throw new PemProblem(misfit(chainFile, chain, keyFile));
    }

    private static List<X509Certificate> leafFirst(X509Certificate leaf, List<X509Certificate> chain) {
        return Stream.concat(Stream.of(leaf), chain.stream().filter(one -> one != leaf))
                .toList();
    }

    private static CertificatePair pair(Path chainFile, List<X509Certificate> chain, PrivateKey key) throws PemProblem {
        try {
            return CertificatePair.of(ChainOrder.of(chain), key);
        } catch (GeneralSecurityException broken) {
            throw new PemProblem(chainFile + ": the certificate of the key is broken; issue it anew");
        }
    }

    private static String misfit(Path chainFile, List<X509Certificate> chain, Path keyFile) {
        return Curve.unserved(chain.getFirst().getPublicKey())
                .map(curve -> chainFile + ": the key of the first certificate is on the curve " + curve
                        + ", which browsers and TLS here do not support; make a key on P-256, P-384 or P-521 and"
                        + " have the certificate issued for it")
                .orElseGet(() -> keyFile + ": the key does not belong to the first certificate of " + chainFile
                        + (chain.size() > 1 ? ", nor to another one there" : "")
                        + "; name the two files that were issued together");
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        KeyKind kind = KeyKind.of(key).orElse(null);
        if (kind == null || KeyKind.of(certificate.getPublicKey()).orElse(null) != kind) {
            return false;
        }
        if (key instanceof RSAPrivateCrtKey secret && certificate.getPublicKey() instanceof RSAPublicKey shown) {
            // What both halves say of themselves, as OpenSSL compares them: a signature costs more than the rest of a
            // start.
            return secret.getModulus().equals(shown.getModulus())
                    && secret.getPublicExponent().equals(shown.getPublicExponent());
        }
        try {
            byte[] sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            Signature signer = Signature.getInstance(kind.signature());
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(sample);
            return signer.verify(signature);
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }
}
