package frontdoor.exchange;

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
    private @Nullable String lastNamed;

    /**
     * The facts of a handshake that has succeeded.
     *
     * @param serverName the SNI the client sent, in lower case, or null: none sent
     * @param certificate what was presented in this very handshake, whatever has replaced it since
     */
    public ClientTls(@Nullable String serverName, PresentedCertificate certificate) {
        this.serverName = serverName;
        this.certificate = certificate;
    }

    /** The SNI the client sent, in lower case, or null: none sent. */
    public @Nullable String serverName() {
        return serverName;
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
