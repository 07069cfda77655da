package frontdoor.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Octets;
import frontdoor.loop.Loop;
import frontdoor.terms.TlsSite;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F8: how a client's address is told to backends and logs, IPv6 as RFC 5952 writes it. */
class ClientConnectionTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::1, ::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "::ffff:192.0.2.1, 192.0.2.1",
    })
    void rendersTheClientsAddressOnce(String literal, String text) {
        Loop loop = new Loop(0, new EmbeddedChannel().eventLoop(), Ticker.systemTicker());
        InetSocketAddress client = new InetSocketAddress(InetAddress.ofLiteral(literal), 4711);

        byte[] address = new ClientConnection(
                        new Accepted(loop, client, client, false), new ClientTls(null, _ -> true, TlsSite.NOBODYS))
                .client()
                .text();

        assertThat(Octets.text(address, 0, address.length)).isEqualTo(text);
    }
}
