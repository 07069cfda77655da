package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Hands the TLS engine the pair that was chosen from its client's hello.
 *
 * <p>The choice is not made here by the name the engine reports: BoringSSL asks for every kind of key the server could use,
 * whatever the client accepts, and lets the last answer win; and the JDK refuses to represent a name with a trailing dot. The
 * alias travels as the engine's peer host, which a server's engine has no other use for: values put into its session are gone
 * when the handshake begins.
 */
final class ServerKeys extends X509ExtendedKeyManager {
    private static final String[] NO_ALIASES = {};

    private final ServedCertificates certificates;

    ServerKeys(ServedCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        String alias = engine.getPeerHost();
        CertificatePair pair = alias == null ? null : certificates.find(alias);
        boolean fits = pair != null && isOf(pair.leaf().kind(), keyType);
        return fits ? alias : null;
    }

    /** BoringSSL calls everything on a curve EC, as the suites before TLS 1.3 do (RFC 8422 5.1.1). */
    private static boolean isOf(KeyKind kind, String keyType) {
        return kind.algorithm().equals(keyType) || kind == KeyKind.ED25519 && keyType.equals(KeyKind.EC.algorithm());
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        CertificatePair pair = certificates.find(alias);
        return pair == null ? null : pair.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        CertificatePair pair = certificates.find(alias);
        return pair == null ? null : pair.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return NO_ALIASES;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return NO_ALIASES;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
