package frontdoor.pairs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * Opens the PKCS#12 stores (RFC 7292) that Java cannot: of older algorithms it takes passwords in ASCII only, and OpenSSL writes others in one
 * of several forms. The code for integrity is passed over: whoever uses the key proves that it belongs to the certificate.
 */
final class OtherPasswords {
    private final Path file;
    private final InputDecryptorProvider opener;
    private final List<PrivateKey> keys = new ArrayList<>();
    private final List<X509Certificate> certificates = new ArrayList<>();

    private OtherPasswords(Path file, char[] password) {
        this.file = file;
        this.opener = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(new KeyCiphers())
                .build(password);
    }

    /** The one key of the store that {@code octets} are, and its certificates; empty where it is another store, or has another password. */
    static Optional<StoreFiles.Content> open(Path file, byte[] octets, char[] password) {
        for (char[] form : KeyDecryption.forms(password)) {
            try {
                OtherPasswords store = new OtherPasswords(file, form);
                for (ContentInfo part : new PKCS12PfxPdu(octets).getContentInfos()) {
                    store.read(part);
                }
                if (store.keys.size() == 1 && !store.certificates.isEmpty()) {
                    return Optional.of(new StoreFiles.Content(store.keys.getFirst(), store.certificates));
                }
            } catch (IOException | PKCSException | CertificateException | PemProblem | RuntimeException unopened) {
                // In another form, perhaps; the cause may quote what came out.
            }
        }
        return Optional.empty();
    }

    private void read(ContentInfo part) throws PKCSException, CertificateException, PemProblem {
        boolean encrypted = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
        PKCS12SafeBagFactory bags = encrypted ? new PKCS12SafeBagFactory(part, opener) : new PKCS12SafeBagFactory(part);
        for (PKCS12SafeBag bag : bags.getSafeBags()) {
            switch (bag.getBagValue()) {
                case PKCS8EncryptedPrivateKeyInfo key ->
                    keys.add(PemFiles.toKey(file, key.decryptPrivateKeyInfo(opener)));
                case PrivateKeyInfo key -> keys.add(PemFiles.toKey(file, key));
                case X509CertificateHolder holder ->
                    certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                default -> {}
            }
        }
    }
}
