package frontdoor.tls;

import static java.util.Objects.requireNonNull;

import frontdoor.pairs.KeyKind;
import frontdoor.share.ClientKey;
import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The server side of TLS: one context for all certificates of sites on the same terms, answering from the current {@link CertificateStore}.
 *
 * <h2>Threads</h2>
 *
 * {@link #swap} may be called from any thread and takes effect for the next handshake; tickets, sessions and open connections
 * survive it. Sessions are bound to their {@link SessionScope}, not to a certificate. {@link #newHandler} is called on the event loop of
 * its channel. Signing with an RSA key takes twenty times as long as with an EC key, and
 * so does verifying the chain of a client, so both happen on threads of their own; to resume a session nothing is signed.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} when no new connection is accepted any more; handlers that live keep what they need.
 */
public final class ServerTls implements AutoCloseable {
    /** How long the last bytes, and close_notify after them, may take to leave before the connection is cut. */
    private static final Duration CLOSE_NOTIFY_FLUSH = Duration.ofSeconds(3);

    /** Replaced pairs, at some KiB each, that a context may hold parsed beside those that are served. */
    private static final int KEPT_REPLACED = 500;

    private final ServedCertificates certificates = new ServedCertificates();
    private final boolean http2;
    private final InstantSource clock;
    private final AlpnChallenges challenges = new AlpnChallenges();
    private final SlowHandshakes slow = new SlowHandshakes();
    private Set<TlsTerms> inUse = Set.of();
    /** {@link ServedCertificates#served} when the contexts were renewed. */
    private long servedBefore;

    private volatile Map<TlsTerms, ServerContext> contexts = Map.of();
    private volatile Map<String, byte[]> staples = Map.of();

    private ServerTls(boolean http2, InstantSource clock) {
        this.http2 = http2;
        this.clock = clock;
    }

    /**
     * Opens it; nobody is answered before the first {@link #prepare} and {@link #swap}.
     *
     * @param http2 whether ALPN offers h2 beside http/1.1
     */
    public static ServerTls open(boolean http2, InstantSource clock) {
        return new ServerTls(http2, clock);
    }

    /**
     * Makes ready for connections on {@code terms}, and goes on with those of the last time, which may still be asked for until whoever
     * decides on which terms a connection is made has heard of the new ones. Where many certificates have been replaced since, contexts are
     * renewed, for the sake of what they have cached of those: tickets go on, sessions by id (TLS 1.2 without tickets) begin anew. Blocks.
     *
     * @param shared the keys of tickets that replicas share, or null for keys of its own
     * @throws SSLException when neither BoringSSL nor the JDK can serve TLS with the suites asked for
     */
    public synchronized void prepare(Set<TlsTerms> terms, @Nullable SharedTicketKeys shared) throws SSLException {
        Map<TlsTerms, ServerContext> before = contexts;
        Map<TlsTerms, ServerContext> next = new HashMap<>();
        boolean renewed = renewalIsDue();
        if (renewed) {
            servedBefore = certificates.served();
        }
        for (TlsTerms one : inUse) {
            ServerContext context = requireNonNull(before.get(one));
            next.put(one, renewed ? context.renewed(build(one)) : context);
        }
        for (TlsTerms one : terms) {
            if (!next.containsKey(one)) {
                next.put(one, new ServerContext(build(one), one, clock));
            }
        }
        next.values().forEach(context -> context.use(shared));
        contexts = Map.copyOf(next);
        inUse = Set.copyOf(terms);
        before.values().stream().filter(context -> !next.containsValue(context)).forEach(ServerContext::close);
    }

    private SslContext build(TlsTerms terms) throws SSLException {
        return ServerContexts.build(certificates, http2, terms);
    }

    private boolean renewalIsDue() {
        int served = certificates.store().pairs().size();
        return certificates.served() - servedBefore > served + Math.max(served, KEPT_REPLACED);
    }

    /** Serves {@code store} from the next handshake on. */
    public void swap(CertificateStore store) {
        certificates.swap(store);
    }

    /**
     * Sends these from the next handshake on, to clients that ask for them (RFC 6066 8, RFC 8446 4.4.2.1).
     *
     * @param byFingerprint DER-encoded OCSP responses, by the SHA-256 of the certificate that each is about; never changed afterwards
     */
    public void staple(Map<String, byte[]> byFingerprint) {
        staples = Map.copyOf(byFingerprint);
    }

    /** What answers authorities that ask whether a name is ours. */
    public AlpnChallenges challenges() {
        return challenges;
    }

    /** The certificates now served. */
    public CertificateStore certificates() {
        return certificates.store();
    }

    /** Chooses the certificate that answers {@code hello}, here and now; null means {@link TlsAlert#UNRECOGNIZED_NAME}. */
    public @Nullable CertificateChoice choose(ClientHello hello) {
        return certificates.choose(hello);
    }

    /**
     * A handler for one accepted connection.
     *
     * <p>It has no handshake timeout of its own: the caller bounds the hello and the handshake together.
     *
     * <p>The caller adds it to a pipeline, whereupon the handler frees its native memory when it is removed.
     *
     * @param client whose handshake it is
     * @param hello what the client said; the handler must be given its octets
     * @param choice what answers it
     * @param scope where its session may be resumed
     * @param terms as {@link #prepare} was told of them last, or the time before
     */
    public SslHandler newHandler(
            ByteBufAllocator allocator,
            ClientKey client,
            ClientHello hello,
            CertificateChoice choice,
            SessionScope scope,
            TlsTerms terms) {
        SSLEngine engine = newEngine(allocator, choice, scope, terms);
        byte[] staple = staples.get(choice.pair().leaf().fingerprint());
        if (staple != null && engine instanceof ReferenceCountedOpenSslEngine boringSsl) {
            boringSsl.setOcspResponse(staple);
        }
        Executor tasks = takesLong(hello, choice, terms) ? slow.of(client) : ImmediateExecutor.INSTANCE;
        SslHandler handler = new SslHandler(engine, tasks);
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_FLUSH.toMillis());
        return handler;
    }

    private SSLEngine newEngine(
            ByteBufAllocator allocator, CertificateChoice choice, SessionScope scope, TlsTerms terms) {
        while (true) {
            SSLEngine engine = contextOf(terms).newEngine(allocator, choice.alias(), scope);
            if (engine != null) {
                return engine;
            }
            // It was closed in this moment, after another one had taken its place, or none had.
        }
    }

    /**
     * Where a ticket of ours is brought nothing is signed, as a rule, and to hand the handshake to another thread would take as long as the
     * rest of it. One that does not hold, though its key is ours, costs its signature on the loop; whoever sends such takes turns as all do.
     */
    private boolean takesLong(ClientHello hello, CertificateChoice choice, TlsTerms terms) {
        boolean rsa = choice.pair().leaf().kind() == KeyKind.RSA;
        return terms.clients() != null || (rsa && !contextOf(terms).opens(hello.ticket()));
    }

    private ServerContext contextOf(TlsTerms terms) {
        ServerContext context = contexts.get(terms);
        if (context == null) {
            throw new IllegalStateException("nobody has prepared TLS on these terms");
        }
        return context;
    }

    @Override
    public synchronized void close() {
        slow.close();
        Map<TlsTerms, ServerContext> last = contexts;
        contexts = Map.of();
        last.values().forEach(ServerContext::close);
        challenges.close();
    }
}
