package frontdoor.upstream;

import frontdoor.report.Cause;
import frontdoor.tls.BackendCredentials;
import frontdoor.tls.BackendTls;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of TLS with backends: one for all peers on equal terms, for as long as one of them is there.
 *
 * <h2>Threads</h2>
 *
 * Any thread that may block: peers are made at a start and at a reload.
 */
final class BackendContexts {
    private final Map<BackendCredentials, WeakReference<BackendTls>> byTerms = new HashMap<>();

    /** The context on these terms, or null for none. */
    synchronized @Nullable BackendTls of(@Nullable PeerTls terms) {
        if (terms == null) {
            return null;
        }
        byTerms.values().removeIf(known -> known.get() == null);
        WeakReference<BackendTls> known = byTerms.get(terms.credentials());
        BackendTls context = known == null ? null : known.get();
        if (context == null) {
            context = open(terms.credentials());
            byTerms.put(terms.credentials(), new WeakReference<>(context));
        }
        return context;
    }

    private static BackendTls open(BackendCredentials credentials) {
        try {
            return BackendTls.of(credentials);
        } catch (SSLException unusable) {
            throw new IllegalStateException(
                    "no TLS with backends to be had here: " + Cause.inWords(unusable), unusable);
        }
    }
}
