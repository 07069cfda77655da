package frontdoor.tls;

import static frontdoor.tls.Hellos.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientHelloReaderTest {

    private static final Hellos FULL = hello().serverName("www.example.com")
            .alpn("h2", "http/1.1")
            .signatureAlgorithms(0x0403, 0x0804)
            .versions(0x0304, 0x0303)
            .extension(21, new byte[1200]);

    private static ClientHello.Reading read(byte[] bytes) {
        return new ClientHelloReader().read(Unpooled.wrappedBuffer(bytes));
    }

    private static ClientHello parsed(Hellos hello) {
        return ((ClientHello.Parsed) read(hello.records(16384))).hello();
    }

    /** C12. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100, 16384})
    void readsAHelloHoweverItIsSplit(int fragment) {
        byte[] records = FULL.records(fragment);
        ClientHelloReader reader = new ClientHelloReader();
        ByteBuf received = Unpooled.buffer();
        received.writeBytes(new byte[7]).skipBytes(7);
        for (int i = 0; i < records.length - 1; i++) {
            assertThat(reader.read(received.writeByte(records[i]))).isInstanceOf(ClientHello.NeedMore.class);
        }
        received.writeByte(records[records.length - 1]).writeByte(23);
        assertThat(reader.read(received))
                .isEqualTo(new ClientHello.Parsed(new ClientHello(
                        "www.example.com", List.of("h2", "http/1.1"), EcCurves.P256, false, true, null)));
        assertThat(received.readerIndex()).isEqualTo(7);
    }

    /** C7. */
    @ParameterizedTest
    @CsvSource({
        "WWW.Example.COM, www.example.com",
        "example.com., example.com",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "my_host.internal, my_host.internal",
        "127.0.0.1, 127.0.0.1"
    })
    void normalisesTheServerName(String sent, String expected) {
        assertThat(parsed(hello().serverName(sent)).serverName()).isEqualTo(expected);
    }

    /** C7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.com",
                ".",
                "..",
                "a..b",
                ".a",
                "b\u00fccher.de",
                "a.com/x",
                "a.com:443",
                "a\u0000.com",
                "*.a.com"
            })
    void takesWhatIsNoHostNameForNoName(String sent) {
        assertThat(parsed(hello().serverName(sent)).serverName()).isNull();
    }

    @Test
    void takesOverlongNamesForNoName() {
        assertThat(parsed(hello().serverName("a".repeat(64) + ".com")).serverName())
                .isNull();
        assertThat(parsed(hello().serverName("abcdefg.".repeat(32) + "com")).serverName())
                .isNull();
    }

    @Test
    void readsAHelloWithoutExtensions() {
        ClientHello hello = parsed(hello());
        assertThat(hello.serverName()).isNull();
        assertThat(hello.alpn()).isEmpty();
    }

    /** C15. */
    @Test
    void tellsWhichKindsOfCertificateTheClientTakes() {
        assertThat(kinds(hello().suites(0x1301).versions(0x0304).signatureAlgorithms(0x0403)))
                .isEqualTo("ec");
        assertThat(kinds(hello().suites(0x1301).versions(0x0304).signatureAlgorithms(0x0804)))
                .isEqualTo("rsa");
        assertThat(kinds(hello().suites(0xC02F).signatureAlgorithms(0x0403, 0x0401)))
                .isEqualTo("rsa");
        assertThat(kinds(hello().suites(0xC02B).signatureAlgorithms(0x0403, 0x0401)))
                .isEqualTo("ec");
        assertThat(kinds(hello().suites(0xC02B, 0xC030))).isEqualTo("ec rsa");
        assertThat(kinds(hello().suites(0x1301).versions(0x0304).signatureAlgorithms(0x0807)))
                .isEqualTo("ed25519");
        assertThat(kinds(hello().suites(0xC02B).signatureAlgorithms(0x0807))).isEqualTo("ed25519");
        assertThat(kinds(hello().suites(0xC02F).signatureAlgorithms(0x0807))).isEmpty();
        assertThat(kinds(hello().suites(0x002F).signatureAlgorithms(0x0403, 0x0401)))
                .isEmpty();
    }

    /** RFC 8446 4.2.3, RFC 8422 5.1.1: by schemes in TLS 1.3, by groups before. */
    @Test
    void tellsOnWhichCurvesKeysMayBe() {
        byte[] p384 = Hellos.vector16(new byte[] {0, 29, 0, 24});
        Hellos tls13 =
                hello().versions(0x0304).signatureAlgorithms(0x0503, 0x0804).extension(10, p384);
        assertThat(parsed(tls13).ecdsa()).isEqualTo(EcCurves.P384);
        assertThat(parsed(hello().versions(0x0304).signatureAlgorithms(0x0403).extension(10, p384))
                        .ecdsa())
                .isEqualTo(EcCurves.P256);
        assertThat(parsed(hello().signatureAlgorithms(0x0403).extension(10, p384))
                        .ecdsa())
                .isEqualTo(EcCurves.P384);
        assertThat(parsed(hello().signatureAlgorithms(0x0403)).ecdsa()).isEqualTo(EcCurves.ALL);
        assertThat(parsed(hello().suites(0xC02F).extension(10, p384)).ecdsa()).isEqualTo(EcCurves.NONE);
    }

    private static String kinds(Hellos hello) {
        ClientHello parsed = parsed(hello);
        return ((parsed.acceptsEd25519() ? "ed25519 " : "")
                        + (parsed.ecdsa().equals(EcCurves.NONE) ? "" : "ec ")
                        + (parsed.acceptsRsa() ? "rsa" : ""))
                .strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "P",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0002\u0001",
                "\u0080.\u0001"
            })
    void knowsOtherProtocolsByTheirFirstBytes(String bytes) {
        assertThat(read(bytes.getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(ClientHello.NotTls.class);
    }

    @Test
    void waitsForTheFirstByte() {
        assertThat(read(new byte[0])).isInstanceOf(ClientHello.NeedMore.class);
    }

    /** C12: nine bytes that announce 16 MiB are refused at once. */
    @Test
    void refusesAnAnnouncementThatIsTooLarge() {
        assertThat(read(Hellos.records(new byte[] {1, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 4)))
                .isInstanceOf(ClientHello.TooLarge.class);
    }

    /** C12: one-byte records bring five bytes of their own each, and these count too. */
    @Test
    void refusesMoreBytesThanAHelloMayTake() {
        byte[] message = hello().extension(21, new byte[60_000]).message();
        byte[] start = Arrays.copyOf(message, 12_000);
        assertThat(read(Hellos.records(start, 1))).isInstanceOf(ClientHello.TooLarge.class);
        assertThat(read(Hellos.records(message, 16384))).isInstanceOf(ClientHello.Parsed.class);
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatBreaksTheStandard(String what, byte[] bytes) {
        assertThat(read(bytes)).as(what).isInstanceOf(ClientHello.Malformed.class);
    }

    static Stream<Arguments> refusesWhatBreaksTheStandard() {
        byte[] message = hello().serverName("a.com").message();
        return Stream.of(
                Arguments.of("an empty record", new byte[] {22, 3, 1, 0, 0}),
                Arguments.of("a record beyond 2^14 bytes", new byte[] {22, 3, 1, 0x40, 1}),
                Arguments.of("a ServerHello", Hellos.records(new byte[] {2, 0, 0, 1, 0}, 10)),
                Arguments.of(
                        "an alert amid the hello",
                        Hellos.concat(
                                Hellos.records(Arrays.copyOf(message, 20), 20), new byte[] {21, 3, 3, 0, 2, 1, 0})),
                Arguments.of("a body cut short", Hellos.records(new byte[] {1, 0, 0, 3, 3, 3, 0}, 10)),
                Arguments.of("no cipher suites", hello().suites().records(999)),
                Arguments.of(
                        "two names",
                        hello().serverName("a.com").serverName("b.com").records(999)),
                Arguments.of("an empty name", hello().serverName("").records(999)),
                Arguments.of(
                        "an empty list of names",
                        hello().extension(0, new byte[] {0, 0}).records(999)),
                Arguments.of(
                        "a name list with a tail",
                        hello().extension(0, new byte[] {0, 4, 0, 0, 1, 'a', 9}).records(999)),
                Arguments.of("no protocols", hello().alpn().records(999)),
                Arguments.of("an empty protocol", hello().alpn("h2", "").records(999)),
                Arguments.of(
                        "no signature algorithms", hello().signatureAlgorithms().records(999)),
                Arguments.of(
                        "half a signature algorithm",
                        hello().extension(13, new byte[] {0, 1, 4}).records(999)),
                Arguments.of("no versions", hello().versions().records(999)));
    }

    @Test
    void neverThrowsOnDamagedHellos() {
        Random random = new Random(20261122);
        byte[] whole = FULL.records(700);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(200)] = (byte) random.nextInt(256);
            }
            assertThat(read(damaged)).isNotNull();
        }
    }
}
