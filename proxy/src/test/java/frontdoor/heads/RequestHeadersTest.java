package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.FieldChanges;
import frontdoor.fixture.TestRequest;
import frontdoor.fixture.Written;
import frontdoor.hosts.HostTable;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import frontdoor.snapshot.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that tell a backend about a request, and that no client can forge (CONFORMANCE chapter 5). */
class RequestHeadersTest {
    private static final List<String> OURS = List.of(
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: a.test",
            "X-Forwarded-Port: 8443",
            "Via: 1.1 me");

    private final RequestHeaders headers = new RequestHeaders(new ViaPseudonym("me"));
    private final RequestHead request = TestRequest.of("GET", "/");
    private final RecordingExchange exchange = new RecordingExchange(request, true);

    private @Nullable Failure apply() {
        return apply("");
    }

    private @Nullable Failure apply(String settings) {
        OwnHosts own = new OwnHosts(new HostTable<Site>(), 8443, Set.of());
        BackendSide side = BackendSide.of(List.of(), Optional.empty());
        return headers.apply(exchange, RequestRules.of(Written.site(settings), own, side));
    }

    private List<String> fields() {
        Fields fields = request.fields();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                lines.add(fields.nameText(i) + ": " + fields.value(i));
            }
        }
        return lines;
    }

    private static List<String> oursAfter(String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.addAll(OURS);
        return all;
    }

    /** F7, F8. */
    @Test
    void saysWhoAskedForWhatAndHow() {
        TestRequest.add(request, "Accept", "*/*");

        assertThat(apply()).isNull();
        assertThat(fields()).isEqualTo(oursAfter("Accept: */*"));
    }

    /** F8, F9: neither in other words nor twice, and not by way of an underscore. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x-forwarded-proto",
                "X-Forwarded-Host",
                "X-Forwarded-Port",
                "Forwarded",
                "X-Forwarded-Prefix",
                "X-Forwarded-Ssl",
                "Front-End-Https",
                "X-Url-Scheme",
                "X-Real-IP",
                "Client-IP",
                "True-Client-IP",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Client-Cert",
                "X-SSL-Client-Verify",
                "X_Forwarded_For",
                "X-Forwarded_Proto",
                "any_thing",
                "X.Forwarded.For",
                "x!forwarded-for",
                "X-Forwarded-Anything",
                "X.Forwarded-Anything",
                "X-Forwarded-For.",
                "X`Real`IP",
                "True.Client.Ip",
                "Front-End.Https",
                "X-Original~URL",
                "Client.Cert",
                "X-SSL-Client-S-DN",
                "SSL.Client-I-DN",
                "X-Client-Cert-Chain",
                "Content_Length",
                "Content.Length",
                "Transfer.Encoding",
                "User.Agent",
                "Proxy",
                "PROXY",
            })
    void letsNoClientSpeakForTheProxy(String name) {
        TestRequest.add(request, name, "evil");

        assertThat(apply()).isNull();
        assertThat(fields()).isEqualTo(OURS);
    }

    /** F11: what nobody mistakes for a name of ours is passed on. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forward", "X.Anything", "Proxies", "X-Forwarded", "sec-ch-ua", "a", "X-Original"})
    void keepsWhatOnlyLooksLikeAName(String name) {
        TestRequest.add(request, name, "good");

        assertThat(apply()).isNull();
        assertThat(fields()).isEqualTo(oursAfter(name + ": good"));
    }

    /** F2: without any nomination. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "HTTP2-Settings",
                "Proxy-Authorization",
            })
    void keepsWhatConcernsOneConnectionOnly(String name) {
        TestRequest.add(request, name, "x");

        assertThat(apply()).isNull();
        assertThat(fields()).isEqualTo(OURS);
    }

    /** F3: what a client nominates is gone before ours is added. */
    @Test
    void cannotBeMadeToTakeOutItsOwnFields() {
        TestRequest.add(request, "Connection", "close, X-Forwarded-Proto, Via, X-Mine");
        TestRequest.add(request, "X-Mine", "1");
        TestRequest.add(request, "Via", "1.1 before");

        assertThat(apply()).isNull();
        assertThat(fields()).isEqualTo(OURS);
    }

    /** F4. */
    @Test
    void refusesANominationOfWhatFramesOrIdentifies() {
        TestRequest.add(request, "Connection", "Content-Length");

        assertThat(apply()).isEqualTo(Failure.BAD_CONNECTION_OPTION);
        assertThat(request.flaw()).isEqualTo(Flaw.of(Rule.CONNECTION_OPTION));
    }

    /** F7: its own name in Via, wherever it stands; the names of others stay. */
    @Test
    void findsALoopByItsOwnNameInVia() {
        TestRequest.add(request, "Via", "1.1 other, 2 me, 1.1 another");

        assertThat(apply()).isEqualTo(Failure.LOOP_DETECTED);
    }

    @Test
    void keepsTheNamesOfOtherProxiesInVia() {
        TestRequest.add(request, "Via", "1.0 other");

        assertThat(apply()).isNull();
        assertThat(fields()).isEqualTo(oursAfter("Via: 1.0 other"));
    }

    /** F9: named ones get through, however a client writes them; all others are told. */
    @Test
    void letsFieldsWithAnUnderscoreThroughThatAreNamed() {
        TestRequest.add(request, "download_uri", "/x");
        TestRequest.add(request, "DOWNLOAD_URI", "/y");
        TestRequest.add(request, "DOWNLOAD_URL", "/z");
        TestRequest.add(request, "X_Real_IP", "evil");

        assertThat(apply("headers.request.underscores = [\"Download_Uri\"]")).isNull();
        assertThat(fields()).isEqualTo(oursAfter("download_uri: /x", "DOWNLOAD_URI: /y"));
        assertThat(exchange.masked).containsExactly("FIELD_NAME DOWNLOAD_URL", "FIELD_NAME X_Real_IP");
    }

    /** F3, F9: what an operator says is said by nobody else, by no other spelling. */
    @Test
    void letsNoClientSpeakForTheOperator() {
        for (String name : List.of("X-User", "x-user", "X_User", "X.User", "X!USER")) {
            TestRequest.add(request, name, "evil");
        }
        TestRequest.add(request, "X-Users", "good");

        assertThat(apply("headers.request.set { X-User = \"nobody\" }")).isNull();
        assertThat(fields())
                .containsExactly(
                        "X-Users: good",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: a.test",
                        "X-Forwarded-Port: 8443",
                        "X-User: nobody",
                        "Via: 1.1 me");
    }

    /** F9: nor for the server that was asked who it is, even by a name that was let through. */
    @Test
    void letsNoClientSpeakForTheLogin() {
        for (String name : List.of("Remote_User", "Remote.User", "remote_user")) {
            TestRequest.add(request, name, "root");
        }

        assertThat(apply("""
                        headers.request.underscores = ["Remote_User"]
                        forward-auth { url = "http://auth:80/", copy-response = ["Remote-User"] }
                        """)).isNull();
        assertThat(fields()).isEqualTo(OURS);
    }

    @Test
    void removesThenSetsThenAdds() {
        TestRequest.add(request, "Accept", "*/*");
        TestRequest.add(request, "X-A", "1");
        TestRequest.add(request, "X-A", "2");

        assertThat(apply("""
                        headers.request {
                          add { X-A = 4, X-B = "5" }
                          set { X-A = 3, X-Forwarded-Port = "{port}0" }
                          remove = [accept, X-B, "X-Forwarded-For"]
                        }
                        """)).isNull();
        assertThat(fields())
                .containsExactly(
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: a.test",
                        "X-A: 3",
                        "X-Forwarded-Port: 84430",
                        "X-A: 4",
                        "X-B: 5",
                        "Via: 1.1 me");
    }

    @Test
    void knowsVariables() {
        RecordingExchange asked = new RecordingExchange(TestRequest.of("PURGE", "/a/%20?b=c?d"), false);
        FieldChanges changes = Written.site("""
                        headers.request.set {
                          A = "{client-address}", B = "{scheme}://{host}:{port}", C = "{method} {path}|{query}",
                          D = "{protocol} {server-name}.", E = "{\\"a\\":{}}", F = ""
                        }
                        """).headers().request();
        Fields fields = new Fields(8);
        FieldRules.of(changes, 8443).apply(fields, asked);

        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            lines.add(fields.nameText(i) + ": " + fields.value(i));
        }
        assertThat(lines)
                .containsExactly(
                        "A: 127.0.0.1",
                        "B: http://a.test:8443",
                        "C: PURGE /a/%20|b=c?d",
                        "D: HTTP/1.1 .",
                        "E: {\"a\":{}}",
                        "F: ");
    }

    /** F6: the configured host of an upstream. */
    @Test
    void asksForAnotherHostWhereThatIsSet() {
        assertThat(apply("headers.request.set { host = \"legacy.internal:8080\" }"))
                .isNull();
        assertThat(request.forwardedHost()).hasToString("legacy.internal:8080");
        assertThat(request.authority()).hasToString("a.test");
        assertThat(fields()).isEqualTo(OURS);
    }
}
