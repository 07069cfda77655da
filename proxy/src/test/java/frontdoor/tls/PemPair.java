package frontdoor.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A chain of the test authority's and its key as the texts of PEM files, for tests that replace files in every way there is. */
public record PemPair(String chain, String key, String serial) {

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
        try {
            return new PemPair(
                    block("CERTIFICATE", leaf.getEncoded())
                            + block("CERTIFICATE", TestCertificates.AUTHORITY.getEncoded()),
                    block("PRIVATE KEY", keys.getPrivate().getEncoded()),
                    leaf.getSerialNumber().toString(16));
        } catch (CertificateEncodingException impossible) {
            throw new AssertionError(impossible);
        }
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
