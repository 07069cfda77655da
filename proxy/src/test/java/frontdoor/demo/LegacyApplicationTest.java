package frontdoor.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The legacy application as it is without a front door: every fault that is to be mended is there. */
class LegacyApplicationTest {
    private static LegacyApplication application;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        application = LegacyApplication.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void end() {
        client.close();
        application.close();
    }

    @Test
    void indexLeadsToPagesThatAreThere() throws Exception {
        HttpResponse<String> index = get("/");

        List<String> links = Pattern.compile("<li><a href=\"([^\"]+)\">")
                .matcher(index.body())
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(links)
                .containsExactly(
                        "/login", "/cookie", "/hsts", "/mixed", "/echo", "/chunked", "/slow", "/upload", "/websocket");
        for (String link : links) {
            assertThat(get(link).statusCode()).as(link).isIn(200, 302);
        }
    }

    @Test
    void loginRedirectsToHttpOnTheHostItWasAskedFor() throws Exception {
        HttpResponse<String> login = get("/login");

        assertThat(login.statusCode()).isEqualTo(302);
        assertThat(login.headers().allValues("Location")).containsExactly(application.origin() + "/account");
        assertThat(get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void cookieHasNoSecure() throws Exception {
        assertThat(get("/cookie").headers().allValues("Set-Cookie"))
                .hasSize(1)
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").doesNotContainIgnoringCase("secure"));
    }

    @Test
    void sendsAPolicyOfItsOwn() throws Exception {
        assertThat(get("/hsts").headers().allValues("Strict-Transport-Security"))
                .containsExactly("max-age=63072000; includeSubDomains");
    }

    @Test
    void mixedPageHasAnImageOverHttp() throws Exception {
        String image = application.origin() + "/static/door.svg";

        assertThat(get("/mixed").body()).contains("<img src=\"" + image + "\"");
        assertThat(get("/static/door.svg").headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    }

    @Test
    void chunkedPageHasNoLength() throws Exception {
        HttpResponse<String> page = get("/chunked");

        assertThat(page.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        assertThat(page.headers().firstValue("Content-Length")).isEmpty();
        assertThat(page.body()).contains("piece 8 of 8").endsWith("</html>\n");
    }

    @Test
    void slowPageTrickles() throws Exception {
        HttpResponse<InputStream> page = client.send(request("/slow").build(), BodyHandlers.ofInputStream());

        try (InputStream body = page.body()) {
            assertThat(body.read()).isEqualTo('<');
            long first = System.nanoTime();
            assertThat(new String(body.readAllBytes(), UTF_8)).endsWith("</html>\n");
            assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void uploadSaysHowManyOctetsCame() throws Exception {
        byte[] file = new byte[3_000_001];

        HttpResponse<String> answer = send(request("/upload").POST(BodyPublishers.ofByteArray(file)));

        assertThat(answer.body()).contains("Received 3000001 octets.");
        assertThat(get("/upload").body()).contains("<form method=\"post\"");
        assertThat(send(request("/upload").DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void echoShowsWhatItGot() throws Exception {
        HttpResponse<String> echo = send(request("/echo?a=%3Cb%3E")
                .header("X-Forwarded-Proto", "https")
                .method("PATCH", BodyPublishers.ofString("12345")));

        assertThat(echo.body())
                .startsWith("PATCH /echo?a=%3Cb%3E HTTP/1.1\n")
                .containsIgnoringCase("\nX-Forwarded-Proto: https\n")
                .endsWith("\n\n5 octets of body\n");
    }

    @Test
    void websocketEchoesTextAndBinary() throws Exception {
        CompletableFuture<String> echoed = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws" + application.origin().substring(4) + "/websocket/echo"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                                echoed.complete(data.toString());
                                return WebSocket.Listener.super.onText(from, data, last);
                            }
                        })
                .get(1, TimeUnit.MINUTES);

        var _ = socket.sendText("grüezi", true);

        assertThat(echoed.get(1, TimeUnit.MINUTES)).isEqualTo("grüezi");
        socket.abort();
        assertThat(get("/websocket").body()).contains("/websocket/echo");
    }

    @Test
    void escapesWhatItWasAskedFor() throws Exception {
        assertThat(raw("GET /<script>&' HTTP/1.1\r\nHost: <b>\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("/&lt;script&gt;&amp;&#39;")
                .doesNotContain("<script>");
    }

    @Test
    void answersPipelinedRequestsOneAfterTheOther() throws Exception {
        String answers = raw("""
                GET /slow HTTP/1.1\r
                Host: a\r
                \r
                GET /echo?second HTTP/1.1\r
                Host: a\r
                Connection: close\r
                \r
                """);

        assertThat(answers.indexOf("piece 8 of 8")).isPositive().isLessThan(answers.indexOf("GET /echo?second"));
    }

    @Test
    void refusesConnectionsAfterClose() throws Exception {
        LegacyApplication shortLived = LegacyApplication.start();
        int port = shortLived.address().getPort();
        shortLived.close();

        await().untilAsserted(() -> assertThatThrownBy(
                        () -> new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close())
                .isInstanceOf(ConnectException.class));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(application.origin() + path)).timeout(Duration.ofMinutes(1));
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket(
                application.address().getAddress(), application.address().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
