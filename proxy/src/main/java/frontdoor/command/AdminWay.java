package frontdoor.command;

import frontdoor.admin.TokenFile;
import frontdoor.config.AdminConfig;
import frontdoor.config.CertificateConfig;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The way to ask an admin listener: in the clear or over TLS, with a token or without, as the configuration has it. Over TLS the one
 * certificate is believed that the configuration names, whoever has issued it and whatever its names.
 *
 * @param token to show
 * @param certificate that the listener shows
 */
record AdminWay(Optional<TokenFile> token, Optional<PairFiles> certificate) {
    /** In the clear and without a token, as by default. */
    static final AdminWay PLAIN = new AdminWay(Optional.empty(), Optional.empty());

    static AdminWay of(AdminConfig.Open open) {
        return new AdminWay(open.token().map(TokenFile::new), open.certificate().map(CertificateConfig::files));
    }

    /** A connection to ask for {@code path}, which nothing was sent over yet. Blocks. */
    HttpURLConnection open(String authority, String path) throws IOException {
        String scheme = certificate.isPresent() ? "https" : "http";
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(scheme + "://" + authority + path).toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secured) {
            secured.setSSLSocketFactory(
                    trusting(read(certificate.orElseThrow())).getSocketFactory());
            secured.setHostnameVerifier((_, _) -> true);
        }
        if (token.isPresent()) {
            connection.setRequestProperty("Authorization", token.get().authorization());
        }
        return connection;
    }

    private static X509Certificate read(PairFiles files) throws IOException {
        return switch (CertificateLoader.load(files)) {
            case CertificateLoading.Loaded(var pair) -> pair.chain().getFirst();
            case CertificateLoading.Unreadable(String problem) -> throw new IOException(problem);
        };
    }

    private static SSLContext trusting(X509Certificate known) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OneCertificate(known)}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IOException("no TLS to be had: " + impossible.getMessage(), impossible);
        }
    }

    /** Trust in one certificate, and no other. */
    private record OneCertificate(X509Certificate known) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("no client is asked for a certificate");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            if (!chain[0].equals(known)) {
                throw new CertificateException("what answers there shows another certificate than admin.tls names");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
