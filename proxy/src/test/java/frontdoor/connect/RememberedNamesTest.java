package frontdoor.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Q10: names that come and go take no memory for ever. */
class RememberedNamesTest {
    private static final DnsRecord[] NONE = {};

    @Test
    void forgetsNamesWhoseTimeIsUp() throws Exception {
        EventLoop loop = new DefaultEventLoop();
        RememberedNames names = new RememberedNames();
        InetAddress address = InetAddress.ofLiteral("127.0.0.1");
        for (int i = 0; i < 10_000; i++) {
            names.cache("pod-" + i + ".shop.test.", NONE, address, i % 100 == 0 ? 3_600 : 0, loop);
            // Whatever has no time left goes in a turn of the loop.
            loop.submit(() -> {}).get();
        }
        assertThat(names.size()).isLessThanOrEqualTo(1_001);
        assertThat(names.get("pod-9900.shop.test.", NONE)).isNotEmpty();
        loop.shutdownGracefully();
    }
}
