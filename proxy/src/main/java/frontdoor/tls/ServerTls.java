package frontdoor.tls;

import frontdoor.pairs.KeyKind;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The server side of TLS: one context for every certificate, answering from the current {@link CertificateStore}.
 *
 * <h2>Threads</h2>
 *
 * {@link #swap} may be called from any thread and takes effect for the next handshake; tickets, sessions and open connections
 * survive it. Sessions are bound to their {@link SessionScope}, not to a certificate. {@link #newHandler} is called on the event loop of
 * its channel. Signing with an RSA key takes a hundred times as long as with an EC key, so it happens on threads of its own.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} when no new connection is accepted any more; handlers that live keep what they need.
 */
public final class ServerTls implements AutoCloseable {
    /** How long the last bytes, and close_notify after them, may take to leave before the connection is cut. */
    private static final Duration CLOSE_NOTIFY_FLUSH = Duration.ofSeconds(3);

    private static final int RSA_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final ServedCertificates certificates;
    private final SslContext sslContext;
    private final @Nullable TicketKeys ticketKeys;
    private final AlpnChallenges challenges = new AlpnChallenges();
    private final ExecutorService rsaSigning = Executors.newFixedThreadPool(
            RSA_THREADS, Thread.ofPlatform().name("frontdoor-rsa-", 0).daemon().factory());

    private ServerTls(ServedCertificates certificates, SslContext sslContext, InstantSource clock) {
        this.certificates = certificates;
        this.sslContext = sslContext;
        this.ticketKeys = sslContext.sessionContext() instanceof OpenSslSessionContext sessions
                ? new TicketKeys(sessions, clock)
                : null;
    }

    /**
     * Builds the context; no certificate answers until the first {@link #swap}.
     *
     * @param http2 whether ALPN offers h2 beside http/1.1
     * @throws SSLException when neither BoringSSL nor the JDK can serve TLS with the suites asked for
     */
    public static ServerTls open(boolean http2, InstantSource clock) throws SSLException {
        ServedCertificates certificates = new ServedCertificates();
        return new ServerTls(certificates, ServerContexts.build(certificates, http2), clock);
    }

    /** Serves {@code store} from the next handshake on. */
    public void swap(CertificateStore store) {
        certificates.swap(store);
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
     * @param choice what answers the client's hello; the handler must be given the bytes of that hello
     * @param scope where its session may be resumed
     */
    public SslHandler newHandler(ByteBufAllocator allocator, CertificateChoice choice, SessionScope scope) {
        if (ticketKeys != null) {
            ticketKeys.refresh();
        }
        SSLEngine engine = newEngine(allocator, choice.alias(), scope);
        boolean rsa = choice.pair().leaf().kind() == KeyKind.RSA;
        Executor signing = rsa ? rsaSigning : ImmediateExecutor.INSTANCE;
        SslHandler handler = new SslHandler(engine, signing);
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_FLUSH.toMillis());
        return handler;
    }

    /**
     * BoringSSL compares the scope of a session with that of the connection that wants to resume it, by session id, by ticket and in
     * TLS 1.3 alike. An engine takes its scope from the context while it is made, so none is made at the same time.
     */
    private synchronized SSLEngine newEngine(ByteBufAllocator allocator, String alias, SessionScope scope) {
        // The JDK's sessions compare the server name by themselves.
        if (sslContext.sessionContext() instanceof OpenSslServerSessionContext sessions
                && !sessions.setSessionIdContext(scope.id())) {
            throw new IllegalStateException("the TLS engine takes no session id context");
        }
        return sslContext.newEngine(allocator, alias, -1);
    }

    @Override
    public void close() {
        rsaSigning.shutdown();
        challenges.close();
        ReferenceCountUtil.release(sslContext);
    }
}
