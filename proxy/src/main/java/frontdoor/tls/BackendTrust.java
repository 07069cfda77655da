package frontdoor.tls;

import frontdoor.pairs.BackendCredentials;
import frontdoor.x509.TrustEverybody;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The decision whether a backend is the one it should be. */
final class BackendTrust {
    private BackendTrust() {}

    /** Those who verify chain and name by {@code credentials}, or nothing at all. Blocks: the authorities that Java ships are in a file. */
    static X509ExtendedTrustManager of(BackendCredentials credentials) {
        if (!credentials.verify()) {
            return new TrustEverybody();
        }
        return credentials.authorities().map(BackendTrust::of).orElseGet(() -> Shipped.MANAGER);
    }

    private static X509ExtendedTrustManager of(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            return manager(store);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException("this Java cannot keep certificates in memory", unusable);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        // One of the extended kind: any other would not see the name that is asked for (CVE-2026-50010).
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this Java verifies no chains"));
    }

    private static final class Shipped {
        static final X509ExtendedTrustManager MANAGER = read();

        private static X509ExtendedTrustManager read() {
            try {
                return manager(null);
            } catch (GeneralSecurityException none) {
                throw new IllegalStateException("this Java ships no authorities", none);
            }
        }
    }
}
