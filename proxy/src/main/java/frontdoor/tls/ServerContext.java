package frontdoor.tls;

import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.Cleaner;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The context of TLS on one set of terms, with the keys of its tickets.
 *
 * <h2>Closing</h2>
 *
 * Its native memory is freed some time after the last one who could ask it for an engine has forgotten it; engines keep what they need.
 */
final class ServerContext {
    private static final Cleaner CLEANER = Cleaner.create();

    private final SslContext context;
    private final TlsTerms terms;
    private final @Nullable TicketKeys ticketKeys;

    ServerContext(SslContext context, TlsTerms terms, InstantSource clock) {
        this.context = context;
        this.terms = terms;
        this.ticketKeys = terms.clients() == null && context.sessionContext() instanceof OpenSslSessionContext sessions
                ? new TicketKeys(sessions, terms.label(), clock)
                : null;
        if (terms.clients() != null && context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        CLEANER.register(this, () -> ReferenceCountUtil.release(context));
    }

    void use(@Nullable SharedTicketKeys shared) {
        if (ticketKeys != null) {
            ticketKeys.use(shared);
        }
    }

    /**
     * An engine for one connection.
     *
     * @param alias of the certificate that it shows
     * @param scope where its session may be resumed
     */
    SSLEngine newEngine(ByteBufAllocator allocator, String alias, SessionScope scope) {
        if (ticketKeys != null) {
            ticketKeys.refresh();
        }
        // A session would bring in whoever was believed once.
        return scoped(allocator, alias, terms.clients() == null ? scope : SessionScope.ofOneConnection());
    }

    /**
     * BoringSSL compares the scope of a session with that of the connection that wants to resume it, by session id, by ticket and in
     * TLS 1.3 alike. An engine takes its scope from the context while it is made, so none is made at the same time.
     */
    private synchronized SSLEngine scoped(ByteBufAllocator allocator, String alias, SessionScope scope) {
        // The JDK's sessions compare the server name by themselves.
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions
                && !sessions.setSessionIdContext(scope.id())) {
            throw new IllegalStateException("the TLS engine takes no session id context");
        }
        return context.newEngine(allocator, alias, -1);
    }
}
