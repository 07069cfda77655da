package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F8, S28: whose word about a client is believed, and how far. Trusted are 10.0.0.0/8 and fd00::/8. */
final class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = new TrustedProxies(Networks.of(List.of(
            Network.parse("10.0.0.0/8").orElseThrow(), Network.parse("fd00::/8").orElseThrow())));

    @Test
    void believesNobodyElse() {
        Client own = Client.of(InetAddress.ofLiteral("203.0.113.9"), false, null);
        Fields fields = fields("X-Forwarded-For", "198.51.100.7", "X-Forwarded-Proto", "https");
        assertThat(PROXIES.clientOf(own, fields)).isSameAs(own);
        Client proxy = Client.of(InetAddress.ofLiteral("10.0.0.1"), false, null);
        assertThat(TrustedProxies.NONE.clientOf(proxy, fields)).isSameAs(proxy);
        assertThat(PROXIES.clientOf(proxy, fields("X-Real-IP", "198.51.100.7"))).isSameAs(proxy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7 | 198.51.100.7 | 198.51.100.7, 10.0.0.1",
                // What the client wrote itself stands left of what the first proxy wrote, and is not handed on.
                "1.1.1.1, 198.51.100.7 | 198.51.100.7 | 198.51.100.7, 10.0.0.1",
                "198.51.100.7, 10.0.0.9 | 198.51.100.7 | 198.51.100.7, 10.0.0.9, 10.0.0.1",
                "1.1.1.1,198.51.100.7,10.0.0.8,fd00::9 | 198.51.100.7 | 198.51.100.7, 10.0.0.8, fd00::9, 10.0.0.1",
                "10.0.0.7, 10.0.0.9 | 10.0.0.7 | 10.0.0.7, 10.0.0.9, 10.0.0.1",
                "2001:DB8:0::7 | 2001:db8::7 | 2001:db8::7, 10.0.0.1",
                "198.51.100.7:4711 | 198.51.100.7 | 198.51.100.7, 10.0.0.1",
                "[2001:db8::7]:4711 | 2001:db8::7 | 2001:db8::7, 10.0.0.1",
                "[2001:db8::7] | 2001:db8::7 | 2001:db8::7, 10.0.0.1",
                // Nobody knows who that is, and so the last who is known has sent it.
                "unknown | 10.0.0.1 | 10.0.0.1",
                "198.51.100.7, unknown | 10.0.0.1 | 10.0.0.1",
                "198.51.100.7, example.com, 10.0.0.9 | 10.0.0.9 | 10.0.0.9, 10.0.0.1",
                "198.51.100.7; | 10.0.0.1 | 10.0.0.1",
                "'198.51.100.7, ' | 10.0.0.1 | 10.0.0.1",
                "198.51.100.007 | 10.0.0.1 | 10.0.0.1",
                "fe80::1%eth0 | 10.0.0.1 | 10.0.0.1",
                "198.51.100.7:x | 10.0.0.1 | 10.0.0.1"
            })
    void findsTheClientFromTheRight(String written, String client, String way) {
        assertThat(address(fields("X-Forwarded-For", written))).isEqualTo(client + " | " + way);
    }

    /** RFC 9110 5.3: several lines are one list. */
    @Test
    void readsAllLinesAsOneList() {
        assertThat(address(fields("X-Forwarded-For", "198.51.100.7", "X-Forwarded-For", "10.0.0.9")))
                .isEqualTo("198.51.100.7 | 198.51.100.7, 10.0.0.9, 10.0.0.1");
    }

    @Test
    void looksAtABoundedNumberOfHops() {
        String many = "10.0.0.2,".repeat(5_000) + "10.0.0.2";
        assertThat(asked(fields("X-Forwarded-For", many)).hops().addresses().length)
                .isLessThan(33 * 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7 | https | true",
                "198.51.100.7 | HTTPS | true",
                "198.51.100.7 | wss | true",
                "198.51.100.7 | http | false",
                "198.51.100.7 | on | false",
                "198.51.100.7 | '' | false",
                // Of two proxies that both tell, the one that the client has come to.
                "198.51.100.7, 10.0.0.9 | https, http | true",
                "198.51.100.7, 10.0.0.9 | http, https | false",
                // What the client wrote is not what its proxy wrote.
                "198.51.100.7 | https, http | false",
                // Only the first one tells, and the others pass it on.
                "198.51.100.7, 10.0.0.9 | https | true"
            })
    void believesTheSchemeOfWhoTellsTheAddress(String addresses, String schemes, boolean secure) {
        assertThat(asked(fields("X-Forwarded-For", addresses, "X-Forwarded-Proto", schemes))
                        .secure())
                .isEqualTo(secure);
    }

    @Test
    void believesTheSchemeAlone() {
        Client client = asked(fields("X-Forwarded-Proto", "https"));
        assertThat(client.secure()).isTrue();
        assertThat(client.address()).isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
    }

    @Test
    void believesHostAndPort() {
        Client.Hops good = asked(fields("X-Forwarded-Host", "Shop.test:8443", "X-Forwarded-Port", "8443"))
                .hops();
        assertThat(Octets.text(good.host(), 0, good.host().length)).isEqualTo("shop.test:8443");
        assertThat(Octets.text(good.port(), 0, good.port().length)).isEqualTo("8443");
        Client.Hops bad = asked(fields("X-Forwarded-Host", "shop.test/x", "X-Forwarded-Port", "0x50"))
                .hops();
        assertThat(bad.host()).isNull();
        assertThat(bad.port()).isNull();
    }

    /** RFC 7239 4. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.7;proto=https | 198.51.100.7 | true",
                "For=198.51.100.7; Proto=https; by=10.0.0.1 | 198.51.100.7 | true",
                "for=\"198.51.100.7:4711\" | 198.51.100.7 | false",
                "for=\"[2001:db8::7]:4711\";proto=http | 2001:db8::7 | false",
                "for=1.1.1.1;proto=http, for=198.51.100.7;proto=https | 198.51.100.7 | true",
                "for=198.51.100.7;proto=https, for=10.0.0.9;proto=http | 198.51.100.7 | true",
                "for=_hidden;proto=https | 10.0.0.1 | true",
                "for=unknown;proto=https | 10.0.0.1 | true",
                "proto=https | 10.0.0.1 | true",
                "for=\"19\\8.51.100.7\";proto=https | 198.51.100.7 | true",
                // IPv6 has to be in brackets, and brackets in quotes.
                "for=\"2001:db8::7\";proto=https | 10.0.0.1 | true",
                "for=[2001:db8::7];proto=https | 10.0.0.1 | false",
                "for=198.51.100.7;for=198.51.100.8;proto=https | 10.0.0.1 | false",
                "for=198.51.100.7 proto=https | 10.0.0.1 | false",
                "for=\"198.51.100.7;proto=https | 10.0.0.1 | false",
                "for= 198.51.100.7 | 10.0.0.1 | false",
                "198.51.100.7 | 10.0.0.1 | false"
            })
    void readsForwarded(String written, String address, boolean secure) {
        Client client = asked(fields("Forwarded", written));
        assertThat(NetUtil.toAddressString(client.address())).isEqualTo(address);
        assertThat(client.secure()).isEqualTo(secure);
    }

    /** A malformed line hides what stands before it, and nothing of what stands behind it. */
    @Test
    void readsForwardedFromTheLastLineOn() {
        assertThat(address(fields("Forwarded", "for=\"x", "Forwarded", "for=198.51.100.7")))
                .startsWith("198.51.100.7 | ");
        assertThat(address(fields("Forwarded", "for=198.51.100.7", "Forwarded", "for=\"x")))
                .startsWith("10.0.0.1 | ");
    }

    /** Most proxies know the X fields only, and would hand on what a client says in Forwarded. */
    @Test
    void believesForwardedOnlyWhereTheOthersAreNotThere() {
        assertThat(address(fields("Forwarded", "for=1.1.1.1;proto=https", "X-Forwarded-For", "198.51.100.7")))
                .startsWith("198.51.100.7 | ");
        assertThat(address(fields("X-Forwarded-Proto", "http", "Forwarded", "for=1.1.1.1;proto=https")))
                .startsWith("10.0.0.1 | ");
    }

    private static String address(Fields fields) {
        Client client = asked(fields);
        byte[] way = client.hops().addresses();
        return NetUtil.toAddressString(client.address()) + " | " + Octets.text(way, 0, way.length);
    }

    private static Client asked(Fields fields) {
        return PROXIES.clientOf(Client.of(InetAddress.ofLiteral("10.0.0.1"), false, null), fields);
    }

    private static Fields fields(String... namesAndValues) {
        Fields fields = new Fields(256);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = Octets.of(namesAndValues[i]);
            byte[] value = Octets.of(namesAndValues[i + 1]);
            int at = fields.append(name, 0, name.length);
            fields.addAt(at, name.length, fields.append(value, 0, value.length), value.length);
        }
        return fields;
    }
}
