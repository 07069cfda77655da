package frontdoor.tls;

import frontdoor.pairs.BackendCredentials;
import frontdoor.pairs.CertificatePair;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.Cleaner;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The client side of TLS, for backends on the same terms: one context, whose sessions are resumed by name and port.
 *
 * <h2>Threads</h2>
 *
 * {@link #newHandler} is called on the event loop of its channel. Chains are verified beside the loops.
 *
 * <h2>Closing</h2>
 *
 * The context's native memory is freed some time after the last one who could ask for a handler has forgotten this: an exchange of an
 * earlier configuration may still be about to connect. Handlers that live keep what they need.
 */
public final class BackendTls {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final ApplicationProtocolConfig HTTP_2_ONLY = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private static final int CACHED_SESSIONS = 1_000;
    private static final Duration SESSION_LIFE = Duration.ofHours(1);
    /** How long the last octets, and close_notify after them, may take to leave before the connection is cut. */
    private static final Duration CLOSE_NOTIFY_FLUSH = Duration.ofSeconds(1);

    private static final Executor VERIFYING = task -> Thread.ofVirtual().start(task);

    private final SslContext context;

    private BackendTls(SslContext context) {
        this.context = context;
        CLEANER.register(this, () -> ReferenceCountUtil.release(context));
    }

    /**
     * Builds the context. Blocks: authorities may have to be read.
     *
     * @param http2 whether HTTP/2 is what the backend is asked to speak (ALPN, RFC 7301)
     * @throws SSLException when neither BoringSSL nor the JDK takes {@code credentials}
     */
    public static BackendTls of(BackendCredentials credentials, boolean http2) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .protocols(PROTOCOLS)
                .trustManager(BackendTrust.of(credentials))
                .endpointIdentificationAlgorithm(credentials.verify() ? "HTTPS" : null)
                .sessionCacheSize(CACHED_SESSIONS)
                .sessionTimeout(SESSION_LIFE.toSeconds());
        if (http2) {
            builder.applicationProtocolConfig(HTTP_2_ONLY);
        }
        CertificatePair pair = credentials.pair().orElse(null);
        if (pair != null) {
            builder.keyManager(pair.key(), pair.chain().toArray(X509Certificate[]::new));
        }
        return new BackendTls(
                OpenSsl.isAvailable()
                        ? builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                                .option(OpenSslContextOption.USE_TASKS, true)
                                .build()
                        : builder.sslProvider(SslProvider.JDK).build());
    }

    /**
     * A handler for one connection; it has no handshake timeout of its own. The caller adds it to a pipeline, whereupon the handler frees
     * its native memory when it is removed.
     *
     * @param name that the backend is asked for (SNI, RFC 6066 3, unless it is an address) and whose certificate it has to present
     * @param port of the backend
     */
    public SslHandler newHandler(ByteBufAllocator allocator, String name, int port) {
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        SSLEngine engine = context.newEngine(allocator, host, port);
        SNIHostName asked = asked(host);
        if (asked != null) {
            // Netty by itself asks for no name without a dot.
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(asked));
            engine.setSSLParameters(parameters);
        }
        SslHandler handler = new SslHandler(engine, VERIFYING);
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_FLUSH.toMillis());
        return handler;
    }

    private static @Nullable SNIHostName asked(String host) {
        if (NetUtil.createByteArrayFromIpAddressString(host) != null) {
            return null;
        }
        try {
            return new SNIHostName(host);
        } catch (IllegalArgumentException noHostName) {
            // Such as one with an underscore, as some have in their container's network.
            return null;
        }
    }
}
