package frontdoor.connect;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientTls;
import frontdoor.loop.Loop;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.terms.TlsSite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F20: the octets of the header that tells a backend whose connection it is (haproxy.org, doc/proxy-protocol.txt 2.1 and 2.2). */
class ProxyHeaderWriterTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private final Loop loop = new Loop(0, new DefaultEventLoop(), Ticker.newMockTicker());

    private ClientConnection connection(String client, String local, ClientTls tls, boolean probe) {
        InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral(client), 50_001);
        InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(local), 443);
        return new ClientConnection(new Accepted(loop, from, to, probe), tls);
    }

    private static byte[] header(ProxyProtocol version, Client client, ClientConnection connection) {
        ByteBuf header = ProxyHeaderWriter.of(version, client, connection, UnpooledByteBufAllocator.DEFAULT);
        byte[] octets = ByteBufUtil.getBytes(header);
        header.release();
        return octets;
    }

    private static byte[] header(ProxyProtocol version, ClientConnection connection) {
        return header(version, connection.client(), connection);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,   192.0.2.9,   PROXY TCP4 192.0.2.1 192.0.2.9 50001 443",
        "2001:db8::1, 2001:db8::9, PROXY TCP6 2001:db8::1 2001:db8::9 50001 443",
        "2001:db8::1, 192.0.2.9,   PROXY TCP6 2001:db8::1 ::ffff:192.0.2.9 50001 443"
    })
    void writesALineInVersionOne(String client, String local, String line) {
        byte[] header = header(ProxyProtocol.V1, connection(client, local, null, false));
        assertThat(new String(header, StandardCharsets.US_ASCII)).isEqualTo(line + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,   192.0.2.9,   2111000cc0000201c0000209c35101bb",
        "2001:db8::1, 2001:db8::9, 2121002420010db800000000000000000000000120010db8000000000000000000000009c35101bb",
        "192.0.2.1,   2001:db8::9, 2121002400000000000000000000ffffc000020120010db8000000000000000000000009c35101bb"
    })
    void writesAddressesInVersionTwo(String client, String local, String octets) {
        byte[] header = header(ProxyProtocol.V2, connection(client, local, null, false));
        assertThat(ByteBufUtil.hexDump(header)).isEqualTo(SIGNATURE + octets);
    }

    @Test
    void tellsInVersionTwoWhatTheHandshakeHasSettled() {
        ClientTls tls = new ClientTls("shop.test", _ -> true, TlsSite.NOBODYS);
        tls.settle("TLSv1.3", "TLS_AES_128_GCM_SHA256", null);
        String header = ByteBufUtil.hexDump(header(ProxyProtocol.V2, connection("192.0.2.1", "192.0.2.9", tls, false)));
        // 12 octets of addresses, 12 of the authority, 3 and 5 of TLS with 10 for its version and 25 for its cipher.
        assertThat(header)
                .isEqualTo(SIGNATURE + "21110043" + "c0000201c0000209c35101bb" + "020009"
                        + ByteBufUtil.hexDump("shop.test".getBytes(StandardCharsets.US_ASCII)) + "20002801" + "00000001"
                        + "210007"
                        + ByteBufUtil.hexDump("TLSv1.3".getBytes(StandardCharsets.US_ASCII)) + "230016"
                        + ByteBufUtil.hexDump("TLS_AES_128_GCM_SHA256".getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whoever a trusted proxy speaks for has no port that we know. */
    @Test
    void tellsOfTheClientThatATrustedProxySpeaksFor() {
        ClientConnection connection = connection("192.0.2.1", "192.0.2.9", null, false);
        Client other = Client.of(InetAddress.ofLiteral("198.51.100.7"), false, null);
        assertThat(new String(header(ProxyProtocol.V1, other, connection), StandardCharsets.US_ASCII))
                .isEqualTo("PROXY TCP4 198.51.100.7 192.0.2.9 0 443\r\n");
    }

    @Test
    void speaksForNobodyInAConnectionOfItsOwn() {
        ClientConnection own = connection("127.0.0.1", "127.0.0.1", null, true);
        assertThat(new String(header(ProxyProtocol.V1, own), StandardCharsets.US_ASCII))
                .isEqualTo("PROXY UNKNOWN\r\n");
        assertThat(ByteBufUtil.hexDump(header(ProxyProtocol.V2, own))).isEqualTo(SIGNATURE + "20000000");
    }
}
