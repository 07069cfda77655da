package frontdoor.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A chain of the test authority's and its key as the texts of PEM files, for tests that replace files in every way there is. */
public record PemPair(String chain, String key, String serial) {
    private static final String BEGIN = "-----BEGIN";

    /** A pair that is valid now, for some weeks. */
    public static PemPair of(String... names) {
        Instant now = Instant.now();
        return between(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), names);
    }

    public static PemPair between(Instant from, Instant to, String... names) {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        return of(keys, TestCertificates.leaf(keys, List.of(names), from, to));
    }

    /** A pair as {@link #of}, signed as nobody may any more. */
    public static PemPair signedWithSha1(String... names) {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        return of(keys, TestCertificates.leafSignedWithSha1(keys, List.of(names)));
    }

    private static PemPair of(KeyPair keys, X509Certificate leaf) {
        return of(keys, List.of(leaf, TestCertificates.AUTHORITY));
    }

    static PemPair of(KeyPair keys, List<X509Certificate> chain) {
        try {
            StringBuilder blocks = new StringBuilder();
            for (X509Certificate certificate : chain) {
                blocks.append(block("CERTIFICATE", certificate.getEncoded()));
            }
            return new PemPair(
                    blocks.toString(),
                    block("PRIVATE KEY", keys.getPrivate().getEncoded()),
                    chain.getFirst().getSerialNumber().toString(16));
        } catch (CertificateEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The PEM block of the authority, which is the last of the chain. */
    public String authority() {
        return chain.substring(chain.lastIndexOf(BEGIN));
    }

    /** The same with nothing but the leaf in the chain. */
    public PemPair withoutAuthority() {
        return new PemPair(chain.substring(0, chain.lastIndexOf(BEGIN)), key, serial);
    }

    /** A context for a server that shows this chain. */
    public SSLContext serverContext() {
        try {
            // Of this type, since others refuse a chain that branches.
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setKeyEntry("server", privateKey(), new char[0], certificates());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private Certificate[] certificates() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
                .toArray(Certificate[]::new);
    }

    /** Writes over both files in place. */
    public PemPair writeTo(Path chainFile, Path keyFile) {
        try {
            Files.writeString(chainFile, chain);
            Files.writeString(keyFile, key);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String block(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
