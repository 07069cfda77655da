package frontdoor.tls;

import frontdoor.hosts.Addresses;
import frontdoor.pairs.AlpnCertificate;
import frontdoor.pairs.CertificatePair;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The answers to tls-alpn-01 (RFC 8737): a certificate for each host that an authority asks about just now, shown to nobody but whoever
 * speaks that protocol. There is a TLS context of its own for them, made with the first.
 *
 * <h2>Threads</h2>
 *
 * Any; {@link #newHandler} is called on the event loop of its channel, and never waits.
 */
public final class AlpnChallenges implements AutoCloseable {
    private static final List<String> PROTOCOLS = List.of("acme-tls/1");

    private final ServedCertificates certificates = new ServedCertificates();
    private final Map<String, CertificatePair> byServerName = new LinkedHashMap<>();
    private volatile @Nullable SslContext context;
    private boolean closed;

    AlpnChallenges() {}

    /** Whether a client that offers these protocols is an authority with such a question: then it offers that one only. */
    public static boolean isAskedBy(ClientHello hello) {
        return hello.alpn().equals(PROTOCOLS);
    }

    /**
     * Answers for {@code host} from now on. Blocks for some milliseconds.
     *
     * @param host a name, or an address as it stands in a URL: that is asked for by its name in the zones of addresses (RFC 8738 6)
     * @param validation SHA-256 of what the authority wants to know of
     * @throws GeneralSecurityException when no such certificate can be made here
     */
    public synchronized void put(String host, byte[] validation) throws GeneralSecurityException {
        if (closed) {
            // An order that ends behind the listeners: nobody would let go of what is made now.
            throw new GeneralSecurityException("the front door is closed");
        }
        try {
            if (context == null) {
                context = ServerContexts.build(certificates, PROTOCOLS, TlsTerms.USUAL);
            }
        } catch (SSLException failed) {
            throw new GeneralSecurityException(failed);
        }
        byServerName.put(serverName(host), AlpnCertificate.of(host, validation));
        swap();
    }

    /** Answers no more. */
    public synchronized void remove(String host) {
        byServerName.remove(serverName(host));
        swap();
    }

    private static String serverName(String host) {
        return Addresses.ofHost(host).map(Addresses::toReverseName).orElse(host);
    }

    private void swap() {
        List<CertificatePair> pairs = List.copyOf(byServerName.values());
        Map<String, List<CertificatePair>> owned = new LinkedHashMap<>();
        byServerName.forEach((name, pair) -> owned.put(name, List.of(pair)));
        certificates.swap(CertificateStore.of(pairs, List.of(), List.of(), owned, Set.of(), InstantSource.system()));
    }

    /** A handler that answers {@code hello}; null where nobody has asked for its name to be answered. */
    public @Nullable SslHandler newHandler(ByteBufAllocator allocator, ClientHello hello) {
        SslContext ready = context;
        CertificateChoice choice = ready == null || hello.serverName() == null ? null : certificates.choose(hello);
        if (ready == null || choice == null) {
            return null;
        }
        SslHandler handler = new SslHandler(ready.newEngine(allocator, choice.alias(), -1));
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (context != null) {
            ReferenceCountUtil.release(context);
            context = null;
        }
    }
}
