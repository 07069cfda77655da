package frontdoor.audit;

import frontdoor.x509.TrustEverybody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Who may vouch for a server: the authorities that Java ships, or those of a file. */
public final class Trust {
    private static final TrustManager[] EVERYBODY = {new TrustEverybody()};

    private final TrustManager[] authorities;

    private Trust(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            authorities = factory.getTrustManagers();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("this JDK has no authorities to trust", unusable);
        }
    }

    /** The authorities that Java ships. */
    public static Trust shipped() {
        return new Trust(null);
    }

    /**
     * The authorities of a PEM file, and no others.
     *
     * @throws IOException if there are none to be read; the message says so in one line
     */
    public static Trust of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(file + ": holds no PEM certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return new Trust(store);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(file + ": holds no PEM certificate that can be read", unreadable);
        }
    }

    /** A context of its own for one connection, so that no session is resumed and every handshake is a whole one. */
    SSLContext context(boolean verify) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, verify ? authorities : EVERYBODY, null);
            return context;
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("this JDK has no TLS", unsupported);
        }
    }
}
