package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B4, F8, F19, S28: proxies in front. Trusted is 127.0.0.2, which also stands for clients whose address is in 10.0.0.0/8. */
@ExtendWith(LeakPresence.class)
class TrustedProxyIT {
    private static final Request GET = Request.get("example.test", "/x?y");
    private static final String PROXY = "127.0.0.2";
    private static final String STRANGER = "127.0.0.3";

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend().does(Backend::echo);
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  listen { proxy-protocol = accept, trusted-proxies = ["127.0.0.2", "10.0.0.0/8"] }
                  sites.main {
                    hosts = ["example.test", "www.example.test"]
                    canonical = "example.test"
                    backend = "http://127.0.0.1:%d"
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Request forwarded(String address) {
        return GET.with("x-forwarded-for", "1.1.1.1, " + address)
                .with("x-forwarded-proto", "https")
                .with("x-forwarded-host", "shop.test")
                .with("x-forwarded-port", "8443");
    }

    private static List<String> seen(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("X-Forwarded") || line.startsWith("Forwarded"))
                .toList();
    }

    @Test
    void tellsBackendsWhatATrustedProxyTells() throws Exception {
        try (Http1Client h1 = door.tlsFrom(PROXY, "example.test");
                Http2Client h2 = door.http2From(PROXY, "example.test")) {
            for (Answer answer : List.of(h1.exchange(forwarded("192.0.2.7")), h2.exchange(forwarded("192.0.2.7")))) {
                assertThat(seen(answer))
                        .containsExactlyInAnyOrder(
                                "X-Forwarded-For: 192.0.2.7, 127.0.0.2",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: shop.test",
                                "X-Forwarded-Port: 8443");
            }
        }
    }

    @Test
    void dropsWhatAnybodyElseTells() throws Exception {
        Request spoofed = forwarded("192.0.2.7").with("forwarded", "for=192.0.2.8;proto=https");
        try (Http1Client h1 = door.tlsFrom(STRANGER, "example.test");
                Http2Client h2 = door.http2From(STRANGER, "example.test")) {
            for (Answer answer : List.of(h1.exchange(spoofed), h2.exchange(spoofed))) {
                assertThat(seen(answer))
                        .containsExactlyInAnyOrder(
                                "X-Forwarded-For: 127.0.0.3",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: example.test",
                                "X-Forwarded-Port: 443");
            }
        }
    }

    /** The client's own hop was TLS: no redirect, and the policy. */
    @Test
    void isSecureBehindAnotherEndOfTls() throws Exception {
        for (Request request : List.of(forwarded("192.0.2.7"), GET.with("forwarded", "for=192.0.2.7;proto=https"))) {
            try (Http1Client client = door.plainFrom(PROXY)) {
                Answer answer = client.exchange(request);
                assertThat(seen(answer)).contains("X-Forwarded-For: 192.0.2.7, 127.0.0.2", "X-Forwarded-Proto: https");
                assertThat(answer.policies()).containsExactly("max-age=300");
                // One connection carries requests of many clients, and of both kinds.
                Answer clear =
                        client.exchange(GET.with("x-forwarded-for", "192.0.2.8").with("x-forwarded-proto", "http"));
                assertThat(clear.status()).isEqualTo(301);
                assertThat(clear.value("location")).isEqualTo("https://example.test/x?y");
                assertThat(clear.policies()).isEmpty();
            }
        }
        try (Http1Client client = door.plainFrom(PROXY)) {
            Answer canonical =
                    client.exchange(Request.get("www.example.test", "/x").with("x-forwarded-proto", "https"));
            assertThat(canonical.value("location")).isEqualTo("https://example.test/x");
            assertThat(canonical.policies()).containsExactly("max-age=300");
            Answer unknown = client.exchange(Request.get("unknown.test", "/x").with("x-forwarded-proto", "https"));
            assertThat(unknown.status()).isEqualTo(421);
            assertThat(unknown.policies()).isEmpty();
            Answer malformed = client.send(
                            "GET / HTTP/1.1\r\nHost: example.test\r\nX-Forwarded-Proto: https\r\nX: a\r\n b\r\n\r\n")
                    .read("GET");
            assertThat(malformed.status()).isEqualTo(400);
        }
    }

    /** B4: from a stranger nothing of it changes the redirect. */
    @Test
    void redirectsStrangersWhateverTheySay() throws Exception {
        try (Http1Client client = door.plainFrom(STRANGER)) {
            Answer answer =
                    client.exchange(forwarded("10.0.0.1").with("forwarded", "for=10.0.0.1;proto=https;host=evil.test"));
            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.value("location")).isEqualTo("https://example.test/x?y");
            assertThat(answer.policies()).isEmpty();
        }
    }

    /** A TLS port answers with the policy, also where the hop in front of the proxy was none of TLS, and is redirected for that. */
    @Test
    void redirectsWhatCameInTheClearToAProxyThatSpeaksTls() throws Exception {
        try (Http1Client client = door.tlsFrom(PROXY, "example.test")) {
            Answer answer = client.exchange(GET.with("x-forwarded-proto", "http"));
            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.value("location")).isEqualTo("https://example.test/x?y");
            assertThat(answer.policies()).containsExactly("max-age=300");
        }
    }

    /** Plain HTTP on the TLS port is never forwarded. */
    @Test
    void believesNothingInTheClearOnTheTlsPort() throws Exception {
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, true, new byte[0]))) {
            assertThat(client.exchange(GET.with("x-forwarded-proto", "https")).status())
                    .isEqualTo(301);
        }
    }

    private static List<String> ids(Answer answer) {
        return answer.body()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).matches("x.request.id: .*|traceparent: .*"))
                .toList();
    }

    /** A trusted proxy's id stays, anybody else gets a new one, and nobody can take it away. */
    @Test
    void givesRequestsAnId() throws Exception {
        Request request = GET.with("x-request-id", "abc-123").with("traceparent", "00-1-2-01");
        try (Http1Client h1 = door.tlsFrom(PROXY, "example.test");
                Http2Client h2 = door.http2From(PROXY, "example.test")) {
            for (Answer answer : List.of(h1.exchange(request), h2.exchange(request))) {
                assertThat(ids(answer))
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .containsExactlyInAnyOrder("x-request-id: abc-123", "traceparent: 00-1-2-01");
            }
        }
        Request spoofed = request.with("x_request_id", "spoofed");
        try (Http1Client h1 = door.tlsFrom(STRANGER, "example.test");
                Http2Client h2 = door.http2From(STRANGER, "example.test")) {
            for (Answer answer : List.of(
                    h1.exchange(spoofed),
                    h2.exchange(spoofed),
                    h1.exchange(spoofed.with("connection", "X-Request-Id")))) {
                assertThat(ids(answer))
                        .hasSize(2)
                        .anyMatch(line -> line.matches(
                                "X-Request-Id: [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
            }
        }
    }

    private static byte[] version1(String source) {
        return octets("PROXY TCP4 " + source + " 198.51.100.1 4711 443\r\n");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Version 2 with a TLV that says that the client spoke TLS, or not. */
    private static byte[] version2(boolean secure) {
        return octets("\r\n\r\n\0\r\nQUIT\n" + "\u0021\u0011\0\u0014" + "\u00c0\0\u0002\7" + "\u00c6\u0033\u0064\1"
                + "\u0012\u0067\u0001\u00bb" + "\u0020\0\5" + (secure ? "\1" : "\0") + "\0\0\0\0");
    }

    @Test
    void takesTheClientFromAProxyHeader() throws Exception {
        for (byte[] header : List.of(version1("192.0.2.7"), version2(false))) {
            try (Http1Client h1 = door.tlsOver(door.connectFrom(PROXY, true, header), "example.test");
                    Http2Client h2 = door.http2Over(door.connectFrom(PROXY, true, header), "example.test")) {
                for (Answer answer : List.of(h1.exchange(GET), h2.exchange(GET))) {
                    assertThat(seen(answer)).contains("X-Forwarded-For: 192.0.2.7");
                }
            }
        }
    }

    /** On a connection with a PROXY header the fields are believed only if the address in it is trusted itself. */
    @Test
    void believesFieldsBehindAProxyHeaderOnlyOfATrustedAddress() throws Exception {
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, version1("192.0.2.7")))) {
            assertThat(client.exchange(forwarded("192.0.2.9")).status()).isEqualTo(301);
        }
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, version1("10.0.0.7")))) {
            assertThat(seen(client.exchange(forwarded("192.0.2.9")))).contains("X-Forwarded-For: 192.0.2.9, 10.0.0.7");
        }
    }

    /** What a proxy cannot name is not the proxy: what it hands on of somebody behind a socket is that one's word. */
    @Test
    void believesNoFieldsBehindAProxyHeaderWithoutAnAddress() throws Exception {
        byte[] unspecified = octets("\r\n\r\n\0\r\nQUIT\n\u0021\0\0\0");
        for (byte[] header : List.of(octets("PROXY UNKNOWN\r\n"), unspecified)) {
            try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, header))) {
                assertThat(client.exchange(forwarded("192.0.2.9")).status()).isEqualTo(301);
            }
            try (Http2Client client = door.http2Over(door.connectFrom(PROXY, true, header), "example.test")) {
                assertThat(seen(client.exchange(forwarded("192.0.2.9")))).contains("X-Forwarded-For: 127.0.0.2");
            }
        }
    }

    /** Version 2 can say itself that the client spoke TLS with the proxy. */
    @Test
    void isSecureWhereThePROXYHeaderSaysSo() throws Exception {
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, version2(true)))) {
            Answer answer = client.exchange(GET);
            assertThat(seen(answer)).contains("X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https");
            assertThat(answer.policies()).containsExactly("max-age=300");
        }
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, version2(false)))) {
            assertThat(client.exchange(GET).status()).isEqualTo(301);
        }
    }

    @Test
    void needsNoProxyHeaderWhereItIsAccepted() throws Exception {
        try (Http1Client client = door.tlsFrom(PROXY, "example.test")) {
            assertThat(seen(client.exchange(GET))).contains("X-Forwarded-For: 127.0.0.2");
        }
        byte[] local = octets("\r\n\r\n\0\r\nQUIT\n\u0020\0\0\0");
        try (Http1Client client = door.tlsOver(door.connectFrom(PROXY, true, local), "example.test")) {
            assertThat(seen(client.exchange(GET))).contains("X-Forwarded-For: 127.0.0.2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAProxyHeaderOfAStranger(boolean secure) throws Exception {
        for (byte[] header : List.of(version1("192.0.2.7"), version2(true))) {
            try (Http1Client client = new Http1Client(door.connectFrom(STRANGER, secure, header))) {
                client.send(GET.http1());
                assertThat(client.readAll())
                        .satisfiesAnyOf(
                                all -> assertThat(all).isEmpty(),
                                all -> assertThat(all).startsWith("HTTP/1.1 400"));
            }
        }
    }

    @Test
    void closesAConnectionWithAMalformedHeader() throws Exception {
        for (String header : List.of(
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\n",
                "\r\n\r\n\0\r\nQUIT\n\u0031\u0011\0\0")) {
            try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, octets(header)))) {
                client.send(GET.http1());
                assertThat(client.readAll()).isEmpty();
            }
        }
    }

    /** One octet after the other, and all in one piece with what follows. */
    @Test
    void takesAHeaderInPieces() throws Exception {
        String all = new String(version2(true), StandardCharsets.ISO_8859_1) + GET.http1();
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, new byte[0]))) {
            for (char octet : all.toCharArray()) {
                client.send(String.valueOf(octet));
            }
            assertThat(seen(client.read("GET"))).contains("X-Forwarded-For: 192.0.2.7");
            assertThat(seen(client.exchange(GET))).contains("X-Forwarded-For: 192.0.2.7");
        }
        try (Http1Client client = new Http1Client(door.connectFrom(PROXY, false, octets(all)))) {
            assertThat(seen(client.read("GET"))).contains("X-Forwarded-For: 192.0.2.7");
        }
    }

    /** K10: whoever stands behind the same proxy has a limit of its own. */
    @Test
    void countsConnectionsByTheClientInTheHeader(@TempDir Path own) throws Exception {
        try (FrontDoorHarness limited = FrontDoorHarness.open(own, """
                frontdoor {
                  listen {
                    proxy-protocol = accept, trusted-proxies = ["127.0.0.2"]
                    limits.connections-per-client = 1
                  }
                  sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                }
                """.formatted(backend.port()))) {
            try (Http1Client first = new Http1Client(limited.connectFrom(PROXY, false, version1("192.0.2.7")))) {
                assertThat(first.exchange(GET).status()).isEqualTo(301);
                try (Http1Client second = new Http1Client(limited.connectFrom(PROXY, false, version1("192.0.2.7")));
                        Http1Client other = new Http1Client(limited.connectFrom(PROXY, false, version1("192.0.2.8")))) {
                    second.send(GET.http1());
                    assertThat(second.readAll()).isEmpty();
                    assertThat(other.exchange(GET).status()).isEqualTo(301);
                }
            }
        }
    }

    @Test
    void dropsConnectionsWithoutARequiredHeader(@TempDir Path own) throws Exception {
        try (FrontDoorHarness strict = FrontDoorHarness.open(own, """
                frontdoor {
                  listen { proxy-protocol = require, trusted-proxies = ["127.0.0.2"] }
                  sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                }
                """.formatted(backend.port()))) {
            try (Http1Client client = new Http1Client(strict.connectFrom(PROXY, false, octets(GET.http1())))) {
                assertThat(client.readAll()).isEmpty();
            }
            try (Http1Client client = new Http1Client(strict.connectFrom(
                    STRANGER, false, octets(new String(version2(true), StandardCharsets.ISO_8859_1) + GET.http1())))) {
                assertThat(client.readAll()).isEmpty();
            }
            try (Http1Client client = new Http1Client(strict.connectFrom(PROXY, false, new byte[0]))) {
                // Nothing comes at all: three seconds are enough.
                assertThat(client.readAll()).isEmpty();
            }
            try (Http1Client client =
                    strict.tlsOver(strict.connectFrom(PROXY, true, version1("192.0.2.7")), "example.test")) {
                assertThat(seen(client.exchange(GET))).contains("X-Forwarded-For: 192.0.2.7");
            }
        }
    }
}
