package frontdoor.client;

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
    private final @Nullable Hops hops;
    private final boolean nameless;

    private Client(
            InetAddress address,
            boolean secure,
            @Nullable PresentedCertificate certificate,
            @Nullable Hops hops,
            boolean nameless) {
        this.address = address;
        this.nameless = nameless;
        this.hops = hops;
        this.text = Octets.of(NetUtil.toAddressString(address));
        this.key = ClientKey.of(address);
        this.secure = secure;
        this.certificate = certificate;
    }

    /**
     * A client at {@code address}.
     *
     * @param secure whether it has come by https
     * @param certificate what was presented on the connection, or null: that is none of TLS
     */
    public static Client of(InetAddress address, boolean secure, @Nullable PresentedCertificate certificate) {
        return new Client(address, secure, certificate, null, false);
    }

    /** The same client as one whom nobody has named: its address is that of whoever speaks for it, and proves nothing. */
    public Client nameless() {
        return new Client(address, secure, certificate, hops, true);
    }

    /** The client that whoever tells what a configuration does has in mind: any, at no address. */
    public static Client anybody(@Nullable PresentedCertificate certificate) {
        return of(NOBODY, certificate != null, certificate);
    }

    /**
     * The client that the proxies on the way from it to this one, which is the client of its connection, tell of.
     *
     * @param told where it is
     * @param overTls whether it has come by https
     */
    public Client speakingFor(InetAddress told, boolean overTls, Hops way) {
        return new Client(told, overTls, certificate, way, false);
    }

    /**
     * What proxies in front say of the way of a request, as far as it is believed; the octets are shared, never to be changed.
     *
     * @param addresses the client, and every proxy but this one, in order, with commas between
     * @param host the host that the client has asked for, or null
     * @param port the port it has asked at, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over once, and nobody compares them.
    public record Hops(byte[] addresses, byte @Nullable [] host, byte @Nullable [] port) {}

    /** What proxies in front say of the request's way; null where none is believed. */
    public @Nullable Hops hops() {
        return hops;
    }

    /** Its address. */
    public InetAddress address() {
        return address;
    }

    /** Whether nobody has named it. */
    public boolean isNameless() {
        return nameless;
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
