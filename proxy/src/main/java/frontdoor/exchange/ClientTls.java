package frontdoor.exchange;

import frontdoor.terms.ClientIdentity;
import frontdoor.terms.TlsSite;
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
    private final TlsSite site;
    private TlsTerms terms;
    private @Nullable ClientIdentity identity;
    private String version = "";
    private String cipher = "";
    private @Nullable String lastNamed;

    /**
     * The facts of a handshake that is about to begin.
     *
     * @param serverName the SNI the client sent, in lower case, or null: none sent
     * @param certificate what was presented in this very handshake, whatever has replaced it since
     * @param site that the name belongs to
     */
    public ClientTls(@Nullable String serverName, PresentedCertificate certificate, TlsSite site) {
        this.serverName = serverName;
        this.certificate = certificate;
        this.site = site;
        this.terms = site.terms();
    }

    /**
     * Whether the connection was made on the terms of {@code wanted}: on equal ones, or for that very site before its authorities or lists
     * were replaced, by a client that is believed by the new ones, too.
     *
     * @param name of a site
     */
    public boolean meets(String name, TlsTerms wanted) {
        if (wanted == terms) {
            return true;
        }
        boolean meets =
                wanted.equals(terms) || name.equals(site.name()) && wanted.renew(terms) && wanted.admit(identity);
        if (meets) {
            terms = wanted;
        }
        return meets;
    }

    /** The client as its certificate makes it known, or null: it has shown none. */
    public @Nullable ClientIdentity identity() {
        return identity;
    }

    /** Whether certificates of clients are asked for on this connection. */
    public boolean asksForCertificate() {
        return terms.clients() != null;
    }

    /** The SNI the client sent, in lower case, or null: none sent. */
    public @Nullable String serverName() {
        return serverName;
    }

    /** The handshake has succeeded, in which {@code client} was verified; null where nobody was. */
    public void settle(String version, String cipher, @Nullable ClientIdentity client) {
        identity = client;
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
