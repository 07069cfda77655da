package frontdoor.tls;

import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The context of TLS on one set of terms, with the keys of its tickets.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} frees its native memory once the last of its engines has ended; from then on it makes none.
 */
final class ServerContext {
    private final SslContext context;
    private final TlsTerms terms;
    private final @Nullable TicketKeys ticketKeys;
    private boolean closed;

    ServerContext(SslContext context, TlsTerms terms, InstantSource clock) {
        this(
                context,
                terms,
                terms.clients() == null && context.sessionContext() instanceof OpenSslSessionContext sessions
                        ? new TicketKeys(sessions, terms.label(), clock)
                        : null);
    }

    private ServerContext(SslContext context, TlsTerms terms, @Nullable TicketKeys ticketKeys) {
        this.context = context;
        this.terms = terms;
        this.ticketKeys = ticketKeys;
        if (terms.clients() != null && context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
    }

    /** What goes on in its place with {@code fresh}: the same tickets open there, and what is cached here is not. */
    ServerContext renewed(SslContext fresh) {
        if (ticketKeys != null && fresh.sessionContext() instanceof OpenSslSessionContext sessions) {
            ticketKeys.moveTo(sessions);
        }
        return new ServerContext(fresh, terms, ticketKeys);
    }

    void use(@Nullable SharedTicketKeys shared) {
        if (ticketKeys != null) {
            ticketKeys.use(shared);
        }
    }

    /** Whether a ticket of this name opens here. */
    boolean opens(@Nullable TicketName ticket) {
        return ticket != null && ticketKeys != null && ticketKeys.have(ticket);
    }

    /**
     * An engine for one connection; null when this was closed.
     *
     * @param alias of the certificate that it shows
     * @param scope where its session may be resumed
     */
    @Nullable
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
    private synchronized @Nullable SSLEngine scoped(ByteBufAllocator allocator, String alias, SessionScope scope) {
        if (closed) {
            return null;
        }
        // The JDK's sessions compare the server name by themselves.
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions
                && !sessions.setSessionIdContext(scope.id())) {
            throw new IllegalStateException("the TLS engine takes no session id context");
        }
        return context.newEngine(allocator, alias, -1);
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            ReferenceCountUtil.release(context);
        }
    }
}
