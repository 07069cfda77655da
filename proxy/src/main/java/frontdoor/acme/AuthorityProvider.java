package frontdoor.acme;

import frontdoor.config.AcmeAuthority;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** The way to an authority: over https, where it has to show a certificate that the operator, or Java, believes. */
final class AuthorityProvider extends GenericAcmeProvider {
    private static final String AGENT = "Frontdoor " + HttpConnector.defaultUserAgent();

    private final AcmeAuthority authority;

    private AuthorityProvider(AcmeAuthority authority) {
        this.authority = authority;
    }

    /** Nothing is asked yet. */
    static Session session(AcmeAuthority authority) {
        Session session = new Session(authority.url(), new AuthorityProvider(authority));
        session.setLocale(Locale.ENGLISH);
        session.networkSettings().setProxySelector(ProxySelector.getDefault());
        // What is compressed can become a thousand times as long.
        session.networkSettings().setCompressionEnabled(false);
        return session;
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.getTimeout())
                .proxy(settings.getProxySelector());
        authority
                .trust()
                .ifPresent(file -> builder.sslContext(
                        trusting(Pem.chain(new String(file.octets(), StandardCharsets.ISO_8859_1)))));
        return builder.build();
    }

    private static SSLContext trusting(List<X509Certificate> issuers) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < issuers.size(); i++) {
                store.setCertificateEntry("issuer" + i, issuers.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every Java can trust a certificate", impossible);
        }
    }

    @Override
    protected HttpConnector createHttpConnector(NetworkSettings settings, HttpClient client) {
        return new HttpConnector(settings, client) {
            @Override
            public HttpRequest.Builder createRequestBuilder(URL url) {
                return super.createRequestBuilder(url).setHeader("User-Agent", AGENT);
            }
        };
    }

    @Override
    public Connection connect(URI server, NetworkSettings settings, HttpClient client) {
        return new PatientConnection(createHttpConnector(settings, client));
    }

    @Override
    public boolean accepts(URI uri) {
        return true;
    }
}
