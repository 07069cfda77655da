package frontdoor.tls;

import frontdoor.report.Cause;
import frontdoor.report.ProcessUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads a chain and a key from PEM files and makes sure that they fit together. What holds the same octets as a pair it knows is that pair, and
 * is not parsed again. Blocks on files: not for event loops.
 */
public final class CertificateLoader {
    private static final long MAX_FILE_BYTES = 1 << 20;

    private final Map<String, CertificatePair> bySource = new HashMap<>();

    /** A loader that knows these pairs. */
    public CertificateLoader(Collection<CertificatePair> known) {
        known.forEach(pair -> bySource.put(pair.source(), pair));
    }

    /** Loads the pair; an ended or not yet valid certificate is loaded too and says so in its notes. */
    public static CertificateLoading load(Path chainFile, Path keyFile) {
        return new CertificateLoader(List.of()).read(chainFile, keyFile);
    }

    /** As {@link #load}, of files that may hold what is known. */
    public CertificateLoading read(Path chainFile, Path keyFile) {
        try {
            String chainText = readText(chainFile);
            String keyText = readText(keyFile);
            String source = digest(chainText, keyText);
            CertificatePair known = bySource.get(source);
            if (known != null) {
                return new CertificateLoading.Loaded(known);
            }
            List<X509Certificate> chain = PemFiles.readChain(chainFile, chainText);
            List<PrivateKey> keys = PemFiles.readKeys(keyFile, keyText);
            CertificatePair pair = pairUp(chainFile, chain, keyFile, keys).from(source);
            bySource.put(source, pair);
            return new CertificateLoading.Loaded(pair);
        } catch (PemProblem problem) {
            return new CertificateLoading.Unreadable(problem.sentence());
        }
    }

    /** The pair of a chain and key that are known to fit. */
    static CertificatePair pair(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException {
        return new CertificatePair(chain, key, LeafReader.read(chain.getFirst()));
    }

    private static String digest(String chainText, String keyText) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(chainText.getBytes(StandardCharsets.ISO_8859_1));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(keyText.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static CertificatePair pairUp(
            Path chainFile, List<X509Certificate> chain, Path keyFile, List<PrivateKey> keys) throws PemProblem {
        X509Certificate leaf = chain.getFirst();
        // Whoever keeps everything in one file may have the key of another certificate there, too.
        PrivateKey key =
                keys.stream().filter(one -> fits(one, leaf)).findFirst().orElse(null);
        if (key == null) {
            throw new PemProblem(misfit(chainFile, chain, keyFile, keys));
        }
        try {
            return pair(chain, key);
        } catch (GeneralSecurityException broken) {
            throw new PemProblem(chainFile + ": the first certificate is broken; issue it anew");
        }
    }

    private static String misfit(Path chainFile, List<X509Certificate> chain, Path keyFile, List<PrivateKey> keys) {
        if (chain.stream().skip(1).anyMatch(other -> keys.stream().anyMatch(one -> fits(one, other)))) {
            return chainFile + ": the certificate of " + keyFile
                    + " is not the first; write the leaf first, then its issuers";
        }
        return Curve.unserved(chain.getFirst().getPublicKey())
                .map(curve -> chainFile + ": the key of the first certificate is on the curve " + curve
                        + ", which browsers and TLS here do not support; make a key on P-256, P-384 or P-521 and"
                        + " have the certificate issued for it")
                .orElseGet(() -> keyFile + ": the key does not belong to the first certificate of " + chainFile
                        + "; name the two files that were issued together");
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        KeyKind kind = KeyKind.of(key).orElse(null);
        if (kind == null
                || KeyKind.ofAlgorithm(certificate.getPublicKey().getAlgorithm())
                                .orElse(null)
                        != kind) {
            return false;
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

    static String readText(Path file) throws PemProblem {
        try {
            if (Files.isDirectory(file)) {
                throw new PemProblem(file + ": is a directory; name the PEM file itself");
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new PemProblem(file + ": is larger than 1 MiB; name a PEM file");
            }
            String text = PemText.decode(Files.readAllBytes(file));
            if (text.isBlank()) {
                throw new PemProblem(file + ": is empty; it was perhaps not written completely");
            }
            return text;
        } catch (NoSuchFileException missing) {
            throw new PemProblem(file + ": no such file; check the path and whether it is mounted");
        } catch (AccessDeniedException denied) {
            throw new PemProblem(file + ": permission denied for " + ProcessUser.text() + "; let that user read it");
        } catch (IOException unreadable) {
            throw new PemProblem(file + ": cannot be read; " + Cause.inWords(unreadable));
        }
    }
}
