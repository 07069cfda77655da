package frontdoor.connect;

import frontdoor.pairs.BackendCredentials;
import frontdoor.report.Cause;
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
public final class BackendContexts {
    private record Terms(BackendCredentials credentials, boolean http2) {}

    private final Map<Terms, WeakReference<BackendTls>> byTerms = new HashMap<>();

    /** The context on the terms of a peer, or null for none. */
    public synchronized @Nullable BackendTls of(PeerAddress peer) {
        PeerTls tls = peer.tls();
        if (tls == null) {
            return null;
        }
        byTerms.values().removeIf(known -> known.get() == null);
        Terms terms = new Terms(tls.credentials(), peer.http2());
        WeakReference<BackendTls> known = byTerms.get(terms);
        BackendTls context = known == null ? null : known.get();
        if (context == null) {
            context = open(terms);
            byTerms.put(terms, new WeakReference<>(context));
        }
        return context;
    }

    private static BackendTls open(Terms terms) {
        try {
            return BackendTls.of(terms.credentials(), terms.http2());
        } catch (SSLException unusable) {
            throw new IllegalStateException(
                    "no TLS with backends to be had here: " + Cause.inWords(unusable), unusable);
        }
    }
}
