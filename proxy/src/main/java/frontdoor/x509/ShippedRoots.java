package frontdoor.x509;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities that Java ships, as a sample of what browsers know by themselves. They are read when they are asked for first. */
final class ShippedRoots {
    private ShippedRoots() {}

    /** Whether one of them, however old, has issued {@code subject}. */
    static boolean haveIssued(X509Certificate subject) {
        return !endOfIssuer(subject).equals(Instant.MIN);
    }

    /** Until when an authority vouches for {@code subject}; {@link Instant#MIN} where none does. */
    static Instant endOfIssuer(X509Certificate subject) {
        return Read.ROOTS.stream()
                .filter(root -> Links.issued(root, subject))
                .map(root -> root.getNotAfter().toInstant())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private static final class Read {
        static final List<X509Certificate> ROOTS = read();

        private static List<X509Certificate> read() {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Stream.of(factory.getTrustManagers())
                        .filter(X509TrustManager.class::isInstance)
                        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                        .toList();
            } catch (GeneralSecurityException none) {
                return List.of();
            }
        }
    }
}
