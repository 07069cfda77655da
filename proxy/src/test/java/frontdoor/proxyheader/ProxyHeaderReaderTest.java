package frontdoor.proxyheader;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F19: PROXY headers, by proxy-protocol.txt 2.1 and 2.2. */
final class ProxyHeaderReaderTest {
    private static final String SIGNATURE = "0D0A0D0A000D0A515549540A";
    private static final String ADDRESSES = "C0000207" + "C6336401" + "DC04" + "01BB";

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443, 192.0.2.7:56324 198.51.100.1:443 clear",
        "PROXY TCP6 2001:db8::7 2001:DB8::1 0 65535, [2001:db8::7]:0 [2001:db8::1]:65535 clear",
        "PROXY UNKNOWN, nameless clear",
        "PROXY UNKNOWN ffff::1 whatever 1 2, nameless clear"
    })
    void readsTheLineOfVersion1(String line, String told) {
        assertThat(read(octets(line + "\r\n") + octets("GET /"))).isEqualTo(told + " | rest 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP5 192.0.2.7 198.51.100.1 1 2\r\n",
                "PROXY tcp4 192.0.2.7 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\n",
                "PROXY TCP4  192.0.2.7 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 1 2 \r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 1 2 3\r\n",
                "PROXY TCP4 192.0.2.07 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2 198.51.100.1 1 2\r\n",
                "PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n",
                "PROXY TCP6 192.0.2.7 198.51.100.1 1 2\r\n",
                "PROXY TCP6 fe80::1%eth0 2001:db8::1 1 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 01 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 +1 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 65536 2\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 1 -2\r\n"
            })
    void refusesEveryOtherLine(String line) {
        assertThat(read(octets(line))).startsWith("malformed");
    }

    @Test
    void refusesALineOfMoreThan107Octets() {
        assertThat(read(octets("PROXY UNKNOWN " + "x".repeat(91) + "\r\n"))).isEqualTo("nameless clear | rest 0");
        assertThat(read(octets("PROXY UNKNOWN " + "x".repeat(92) + "\r\n"))).startsWith("malformed");
        assertThat(read(octets("PROXY UNKNOWN " + "x".repeat(200)))).startsWith("malformed");
    }

    @Test
    void readsAddressesOfVersion2() {
        assertThat(read(SIGNATURE + "2111000C" + ADDRESSES + "AABB"))
                .isEqualTo("192.0.2.7:56324 198.51.100.1:443 clear | rest 2");
        String ipv6 = "20010DB8000000000000000000000007" + "20010DB8000000000000000000000001" + "DC04" + "01BB";
        assertThat(read(SIGNATURE + "21210024" + ipv6))
                .isEqualTo("[2001:db8::7]:56324 [2001:db8::1]:443 clear | rest 0");
    }

    /** LOCAL: whoever sends the header is the client. Of another family there is somebody, who has no address. */
    @Test
    void tellsWhoHasNoAddressFromThePeerItself() {
        assertThat(read(SIGNATURE + "20000000")).isEqualTo("local | rest 0");
        assertThat(read(SIGNATURE + "2011000C" + ADDRESSES + "FF")).isEqualTo("local | rest 1");
        assertThat(read(SIGNATURE + "20FF0002ABCD")).isEqualTo("local | rest 0");
        assertThat(read(SIGNATURE + "21000000")).isEqualTo("nameless clear | rest 0");
        assertThat(read(SIGNATURE + "213100D8" + "00".repeat(216))).isEqualTo("nameless clear | rest 0");
        assertThat(read(SIGNATURE + "21000008" + "2000050100000000")).isEqualTo("nameless secure | rest 0");
    }

    @ParameterizedTest
    @CsvSource({
        "1111000C", "3111000C", "2211000C", "2F11000C", // version, command
        "2112000C", "2141000C", "2113000C", "21220024", // family, transport
        "2111000B", "21210023", "213100D7", // too few octets for the addresses
    })
    void refusesOtherHeadersOfVersion2(String fixed) {
        assertThat(read(SIGNATURE + fixed + "00".repeat(256))).startsWith("malformed");
    }

    @Test
    void refusesAHeaderThatNobodyWaitsFor() {
        assertThat(read(SIGNATURE + "21110FF1")).startsWith("malformed");
        assertThat(read(SIGNATURE + "21110FF0")).isEqualTo("more");
    }

    @Test
    void readsTlvsUpToTheEnd() {
        assertThat(version2("020003616263")).isEqualTo("192.0.2.7:56324 198.51.100.1:443 clear | rest 0");
        assertThat(version2("020004616263")).startsWith("malformed");
        assertThat(version2("0200")).startsWith("malformed");
        assertThat(version2("02000361626302")).startsWith("malformed");
    }

    @Test
    void readsThatTheClientSpokeTls() {
        assertThat(version2("2000050100000000")).contains(" secure ");
        assertThat(version2("2000050000000000")).contains(" clear ");
        assertThat(version2("20000C01000000002100045A5A5A5A")).contains(" secure ");
        assertThat(version2("20000C01000000002100055A5A5A5A")).startsWith("malformed");
        assertThat(version2("20000401000000")).startsWith("malformed");
    }

    @Test
    void checksTheChecksum() {
        String without = SIGNATURE + "21110013" + ADDRESSES + "030004" + "00000000";
        CRC32C crc = new CRC32C();
        crc.update(HexFormat.of().parseHex(without));
        String head = without.substring(0, without.length() - 8);
        assertThat(read(head + HexFormat.of().toHexDigits((int) crc.getValue())))
                .endsWith("rest 0");
        assertThat(read(head + HexFormat.of().toHexDigits((int) crc.getValue() + 1)))
                .startsWith("malformed");
        assertThat(read(SIGNATURE + "21110012" + ADDRESSES + "030003" + "000000"))
                .startsWith("malformed");
    }

    @Test
    void leavesAloneWhatIsNone() {
        assertThat(read(octets("POST / HTTP/1.1\r\n"))).isEqualTo("absent");
        assertThat(read(octets("PROXYING / HTTP/1.1\r\n"))).isEqualTo("absent");
        assertThat(read("160301")).isEqualTo("absent");
        assertThat(read(octets("\r\nGET /"))).isEqualTo("absent");
        assertThat(read(octets("proxy TCP4"))).isEqualTo("absent");
    }

    /** However it is split. */
    @Test
    void waitsForTheRest() {
        for (String whole : new String[] {
            octets("PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n"),
            SIGNATURE + "21110014" + ADDRESSES + "2000050100000000"
        }) {
            for (int length = 0; length < whole.length(); length += 2) {
                assertThat(read(whole.substring(0, length))).isEqualTo("more");
            }
            assertThat(read(whole)).endsWith("rest 0");
        }
    }

    private static String version2(String tlvs) {
        int length = 12 + tlvs.length() / 2;
        return read(SIGNATURE + "2111" + HexFormat.of().withUpperCase().toHexDigits((short) length) + ADDRESSES + tlvs);
    }

    private static String octets(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        ByteBuf received = Unpooled.wrappedBuffer(octets);
        ProxyHeader header = ProxyHeaderReader.read(received);
        String rest = " | rest " + received.readableBytes();
        return switch (header) {
            case ProxyHeader.NeedMore _ -> received.readableBytes() == octets.length ? "more" : "more, consumed";
            case ProxyHeader.Absent _ -> received.readableBytes() == octets.length ? "absent" : "absent, consumed";
            case ProxyHeader.Local _ -> "local" + rest;
            case ProxyHeader.Nameless(boolean secure) -> "nameless " + (secure ? "secure" : "clear") + rest;
            case ProxyHeader.Malformed(String why) -> "malformed: " + why;
            case ProxyHeader.Told told ->
                io.netty.util.NetUtil.toSocketAddressString(told.source()) + " "
                        + io.netty.util.NetUtil.toSocketAddressString(told.destination())
                        + (told.secure() ? " secure" : " clear") + rest;
        };
    }
}
