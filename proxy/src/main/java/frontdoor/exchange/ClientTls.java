package frontdoor.exchange;

import frontdoor.terms.TlsTerms;
import frontdoor.x509.PresentedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a client's TLS connection, settled by its handshake.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop: it remembers the host that was asked for last.
 */
public final class ClientTls implements PresentedCertificate {
    private final @Nullable String serverName;
    private final PresentedCertificate certificate;
    private final TlsTerms terms;
    private String version = "";
    private String cipher = "";
    private @Nullable String lastNamed;

    /**
     * The facts of a handshake that is about to begin.
     *
     * @param serverName the SNI the client sent, in lower case, or null: none sent
     * @param certificate what was presented in this very handshake, whatever has replaced it since
     * @param terms on which it is made
     */
    public ClientTls(@Nullable String serverName, PresentedCertificate certificate, TlsTerms terms) {
        this.serverName = serverName;
        this.certificate = certificate;
        this.terms = terms;
    }

    /** Whether the connection was made on terms that are those of {@code wanted}. */
    public boolean meets(TlsTerms wanted) {
        return wanted == terms || wanted.equals(terms);
    }

    /** The SNI the client sent, in lower case, or null: none sent. */
    public @Nullable String serverName() {
        return serverName;
    }

    /** The handshake has succeeded. */
    public void settle(String version, String cipher) {
        this.version = version;
        this.cipher = cipher;
    }

    /** {@code TLSv1.3}; empty before the handshake has succeeded. */
    public String version() {
        return version;
    }

    /** The cipher suite, such as {@code TLS_AES_128_GCM_SHA256}; empty before the handshake has succeeded. */
    public String cipher() {
        return cipher;
    }

    @Override
    public boolean names(String host) {
        if (host.equals(lastNamed)) {
            return true;
        }
        if (!certificate.names(host)) {
            return false;
        }
        lastNamed = host;
        return true;
    }
}
