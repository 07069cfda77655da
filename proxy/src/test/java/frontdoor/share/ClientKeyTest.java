package frontdoor.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Which addresses are one client. */
class ClientKeyTest {
    private static ClientKey key(String literal) throws UnknownHostException {
        return ClientKey.of(InetAddress.getByName(literal));
    }

    @Test
    void everyIpv4AddressIsAClient() throws UnknownHostException {
        assertThat(key("192.0.2.1")).isEqualTo(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
        assertThat(key("0.0.0.0")).isNotEqualTo(key("::"));
    }

    @Test
    void everySubnetOf64BitsIsAClient() throws UnknownHostException {
        assertThat(key("2001:db8:0:1::1"))
                .isEqualTo(key("2001:db8:0:1:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(key("2001:db8:0:2::1"));
    }

    @Test
    void anIpv4AddressInIpv6ClothesIsTheIpv4Address() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = (byte) 192;
        mapped[14] = 2;
        mapped[15] = 1;
        assertThat(ClientKey.of(Inet6Address.getByAddress(null, mapped, -1))).isEqualTo(key("192.0.2.1"));
        assertThat(key("::1")).isNotEqualTo(key("0.0.0.1"));
    }
}
