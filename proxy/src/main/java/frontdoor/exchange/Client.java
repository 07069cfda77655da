package frontdoor.exchange;

import frontdoor.http.Octets;
import frontdoor.share.ClientKey;
import frontdoor.x509.PresentedCertificate;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how, as far as this front door believes it: a connection's own client, or the one that a trusted proxy speaks for.
 *
 * <p>Immutable. Of its own connection there is one for all requests; a trusted proxy's requests have one each.
 */
public final class Client {
    private static final InetAddress NOBODY = InetAddress.ofLiteral("0.0.0.0");

    private final InetAddress address;
    private final byte[] text;
    private final ClientKey key;
    private final boolean secure;
    private final @Nullable PresentedCertificate certificate;

    private Client(InetAddress address, boolean secure, @Nullable PresentedCertificate certificate) {
        this.address = address;
        this.text = Octets.of(NetUtil.toAddressString(address));
        this.key = ClientKey.of(address);
        this.secure = secure;
        this.certificate = certificate;
    }

    /**
     * The client of a connection of its own.
     *
     * @param certificate what was presented to it, or null: it came in the clear
     */
    public static Client of(InetAddress address, @Nullable PresentedCertificate certificate) {
        return new Client(address, certificate != null, certificate);
    }

    /** The client that whoever tells what a configuration does has in mind: any, at no address. */
    public static Client anybody(@Nullable PresentedCertificate certificate) {
        return of(NOBODY, certificate);
    }

    /** Its address. */
    public InetAddress address() {
        return address;
    }

    /** Its address as X-Forwarded-For and logs show it, rendered once. Shared, never to be changed. */
    public byte[] text() {
        return text;
    }

    /** Who it is as far as shares go. */
    public ClientKey key() {
        return key;
    }

    /** Whether it has come by https. */
    public boolean secure() {
        return secure;
    }

    /** What was presented on the connection, or null: that is none of TLS. */
    public @Nullable PresentedCertificate certificate() {
        return certificate;
    }
}
