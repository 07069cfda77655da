package frontdoor.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import frontdoor.fixture.AuthorityTrust;
import frontdoor.fixture.FreePort;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code frontdoor demo} in a process of its own, visited by a client that trusts the authority it names. */
class DemoIT {
    private static final String HSTS = "Strict-Transport-Security";

    @TempDir
    static Path temporary;

    private static FrontdoorProcess demo;
    private static List<String> greeting;
    private static String http;
    private static String https;
    private static SSLContext trust;

    @BeforeAll
    static void start() throws Exception {
        Path state = temporary.resolve("state");
        demo = FrontdoorProcess.start(
                temporary,
                "demo",
                "--quiet",
                "--http-port",
                "0",
                "--https-port",
                "0",
                "--state-directory",
                state.toString());
        greeting = demo.awaitStdout(4);
        assertThat(greeting).as(demo.log()).hasSize(4);
        https = find("(https://localhost:\\d+)/", greeting.get(0));
        http = find("(http://localhost:\\d+)/", greeting.get(0));
        trust = AuthorityTrust.of(Path.of(find("authority in ([^;]+);", greeting.get(2))));
    }

    /** It ends in good order after all the traffic, and has printed nothing but its four lines. */
    @AfterAll
    static void endsOnSigtermWithExitCodeZero() throws Exception {
        try (FrontdoorProcess ending = demo) {
            ending.signal("TERM");
            assertThat(ending.awaitEnd(Duration.ofSeconds(60))).as(ending.log()).isZero();
            assertThat(ending.stdout().lines()).containsExactlyElementsOf(greeting);
        }
    }

    @Test
    void saysWhatStandsBehindItAndHowToStop() {
        assertThat(greeting.get(1)).contains("built-in legacy application").contains("http://127.0.0.1:");
        assertThat(greeting.get(2)).contains("300 s");
        assertThat(greeting.get(3)).contains("Ctrl-C");
        assertThat(demo).satisfies(quiet -> assertThat(quiet.log()).isEmpty());
    }

    @Test
    void showsAnswersBeforeAndAfterBesideEachOther() throws Exception {
        String index = get(Version.HTTP_2, https + "/").body();

        assertThat(index)
                .contains("<del>Location: http://localhost:")
                .contains("<ins>Location: https://localhost:")
                .contains("Set-Cookie: legacy-session=8d1f; Path=/; HttpOnly</del>")
                .contains("<ins>Strict-Transport-Security: max-age=300</ins>");
    }

    /** Without {@code --quiet} each request is a line, and why it failed. */
    @Test
    void showsRequestsAndWhatKeepsThemFromTheirBackend() throws Exception {
        String to = "http://127.0.0.1:" + FreePort.take();
        String state = temporary.resolve("proxy").toString();
        try (FrontdoorProcess proxy = FrontdoorProcess.start(
                temporary, "proxy", "--to", to, "--http-port", "0", "--https-port", "0", "--state-directory", state)) {
            String origin =
                    find("(http://localhost:\\d+)/", proxy.awaitStdout(4).getFirst());
            get(Version.HTTP_1_1, origin + "/a");
            assertThat(proxy.awaitStdout(5).get(4)).matches("301 GET http://localhost/a \\d+ ms");
            assertThat(proxy.log()).isEqualTo("frontdoor: opening\n");
        }
    }

    @Test
    void redirectsPlaintextToHttpsOnTheSameHost() throws Exception {
        HttpResponse<String> answer = get(Version.HTTP_1_1, http + "/a%2Fb?c=%20&d");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().allValues("Location")).containsExactly(https + "/a%2Fb?c=%20&d");
        assertThat(answer.headers().allValues(HSTS)).isEmpty();
    }

    @Test
    void redirectsPlainHttpOnTheTlsPort() throws Exception {
        HttpResponse<String> answer = get(Version.HTTP_1_1, https.replace("https:", "http:") + "/static/door.svg");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().allValues("Location")).containsExactly(https + "/static/door.svg");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void everyAnswerOverTlsHasOneShortPolicy(Version version) throws Exception {
        for (String path : List.of("/", "/login", "/hsts", "/chunked", "/static/door.svg", "/none")) {
            HttpResponse<String> answer = get(version, https + path);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.headers().allValues(HSTS)).as(path).containsExactly("max-age=300");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void mendsLocationsAndCookies(Version version) throws Exception {
        assertThat(get(version, https + "/login").headers().allValues("Location"))
                .containsExactly(https + "/account");
        assertThat(get(version, https + "/cookie").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("legacy-session=8d1f; Path=/; HttpOnly")
                .endsWithIgnoringCase("; secure");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void passesPiecesOnAsTheyCome(Version version) throws Exception {
        try (HttpClient client = client(version)) {
            HttpResponse<InputStream> slow =
                    client.send(request(https + "/slow").build(), BodyHandlers.ofInputStream());
            assertThat(slow.body().read()).isEqualTo('<');
            long first = System.nanoTime();
            assertThat(new String(slow.body().readAllBytes(), UTF_8))
                    .contains("piece 8 of 8")
                    .endsWith("</html>\n");
            assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofSeconds(2));
        }
        assertThat(get(version, https + "/chunked").body())
                .contains("piece 8 of 8")
                .endsWith("</html>\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void carriesUploads(Version version) throws Exception {
        byte[] file = new byte[3_000_001];

        HttpResponse<String> answer = send(version, request(https + "/upload").POST(BodyPublishers.ofByteArray(file)));

        assertThat(answer.body()).contains("Received 3000001 octets.");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void tellsTheApplicationWhoCameAndHow(Version version) throws Exception {
        String echo = get(version, https + "/echo?a=%3C").body();

        assertThat(echo)
                .startsWith("GET /echo?a=%3C HTTP/1.1\n")
                .containsIgnoringCase("\nHost: " + https.substring("https://".length()) + "\n")
                .containsIgnoringCase("\nX-Forwarded-Proto: https\n")
                .containsIgnoringCase("\nX-Forwarded-For: ");
    }

    @Test
    void carriesWebsockets() throws Exception {
        CompletableFuture<String> echoed = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                echoed.complete(data.toString());
                return WebSocket.Listener.super.onText(from, data, last);
            }

            @Override
            public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                closed.complete(status);
                return WebSocket.Listener.super.onClose(from, status, reason);
            }
        };
        try (HttpClient client = client(Version.HTTP_1_1)) {
            URI echo = URI.create(https.replace("https:", "wss:") + "/websocket/echo");
            WebSocket socket =
                    client.newWebSocketBuilder().buildAsync(echo, listener).get(1, TimeUnit.MINUTES);
            var _ = socket.sendText("grüezi", true);
            assertThat(echoed.get(1, TimeUnit.MINUTES)).isEqualTo("grüezi");
            var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            assertThat(closed.get(1, TimeUnit.MINUTES)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
    }

    @Test
    void isThereUnderTheLoopbackAddressesToo() throws Exception {
        assertThat(get(Version.HTTP_2, https.replace("localhost", "127.0.0.1") + "/")
                        .statusCode())
                .isEqualTo(200);
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")))
                .isNotNull();
        assertThat(get(Version.HTTP_2, https.replace("localhost", "[::1]") + "/")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static HttpResponse<String> get(Version version, String url) throws Exception {
        return send(version, request(url));
    }

    private static HttpResponse<String> send(Version version, HttpRequest.Builder request) throws Exception {
        try (HttpClient client = client(version)) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(1));
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trust)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }
}
