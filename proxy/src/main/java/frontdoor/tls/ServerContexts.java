package frontdoor.tls;

import frontdoor.report.Cause;
import frontdoor.terms.ClientTrust;
import frontdoor.terms.TlsTerms;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds server contexts, after Mozilla's server-side TLS guideline 6.0. */
final class ServerContexts {
    private static final Logger log = LoggerFactory.getLogger(ServerContexts.class);

    /** In order of preference; BoringSSL's own choice has P-521, too, which the guideline leaves out. */
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

    /** Parsed keys of a context; those of replaced pairs stay in, and {@link ServerTls} renews the context when they are many. */
    private static final int CACHED_KEYS = Integer.MAX_VALUE;

    private static final int CACHED_SESSIONS = 20_000;

    private ServerContexts() {}

    static SslContext build(ServedCertificates certificates, boolean http2, TlsTerms terms) throws SSLException {
        return build(
                certificates,
                http2 ? List.of(Alpn.H2.protocol(), Alpn.HTTP_1_1.protocol()) : List.of(Alpn.HTTP_1_1.protocol()),
                terms);
    }

    /** One whose handshakes agree on one of {@code protocols}, in that order. */
    static SslContext build(ServedCertificates certificates, List<String> protocols, TlsTerms terms)
            throws SSLException {
        if (OpenSsl.isAvailable()) {
            return boringSsl(certificates, protocols, terms);
        }
        log.atError()
                .addKeyValue("cause", Cause.inWords(OpenSsl.unavailabilityCause()))
                .log("BoringSSL cannot be loaded; TLS runs on the JDK, slower and without post-quantum groups");
        KeyFactoryOfOne keys = new KeyFactoryOfOne(new ServerKeys(certificates));
        return common(SslContextBuilder.forServer(keys), protocols, terms)
                .sslProvider(SslProvider.JDK)
                .build();
    }

    private static SslContext boringSsl(ServedCertificates certificates, List<String> protocols, TlsTerms terms)
            throws SSLException {
        KeyFactoryOfOne keys = new KeyFactoryOfOne(new ServerKeys(certificates));
        return common(
                        SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(keys, CACHED_KEYS)),
                        protocols,
                        terms)
                // OPENSSL without REFCNT would leave native memory to finalizers.
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                // Of a server: that connections can be given a staple.
                .enableOcsp(true)
                // The key is asked for in a task, and the handshake goes on in it to the signature.
                .option(OpenSslContextOption.USE_TASKS, true)
                .option(OpenSslContextOption.GROUPS, GROUPS)
                .option(OpenSslContextOption.CERTIFICATE_COMPRESSION_ALGORITHMS, ChainForms.OF_SERVER)
                .build();
    }

    private static SslContextBuilder common(SslContextBuilder builder, List<String> protocols, TlsTerms terms) {
        ClientTrust clients = terms.clients();
        return builder.protocols(terms.policy().protocols())
                .ciphers(terms.policy().suites(), IdentityCipherSuiteFilter.INSTANCE)
                .trustManager(clients == null ? new TrustNobody() : new TrustClients(clients))
                .clientAuth(
                        clients == null
                                ? ClientAuth.NONE
                                : clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
                .sessionCacheSize(CACHED_SESSIONS)
                .sessionTimeout(TicketKeys.PERIOD.toSeconds())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        protocols));
    }
}
