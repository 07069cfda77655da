package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.BackendUrl;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.loop.TransportKind;
import frontdoor.route.PathChange;
import frontdoor.route.PathRule;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.Upstreams;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G14: which addresses in the clear are mended, and which are somebody else's. */
class LocationRepairTest {
    private static final Authority ASKED = new Authority("a.test", Authority.NO_PORT);

    private static final BackendSide BACKEND = BackendSide.of(
            List.of(
                    new BackendUrl("legacy", 3000),
                    new BackendUrl("127.0.0.1", 5000),
                    new BackendUrl("old", 80),
                    new BackendUrl(new ServerPlace.Port("secure", 9443), true)),
            Optional.of(new Authority("inner.test", Authority.NO_PORT)));

    private final OwnHosts own = new OwnHosts(snapshot().hosts(), 8443, Set.of(8080));
    private final LocationRepair repair = new LocationRepair(new AddressRepair(own, BACKEND));

    private static Snapshot snapshot() {
        ConfigResult result = ConfigLoader.parse("f.conf", """
                frontdoor {
                  listen { plaintext = ["127.0.0.1:8080"], public-tls-port = 8443 }
                  site-defaults.backend = "http://127.0.0.1:1"
                  certificates.c { chain = c, key = k }
                  sites.a.hosts = [a.test, b.test, "*.c.test"]
                  sites.rest.hosts = ["*"]
                }
                """);
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        Upstreams upstreams = new Upstreams(
                List.of(),
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024);
        return SnapshotFixture.build(((ConfigResult.Loaded) result).config(), LoadedCertificates.NONE, upstreams);
    }

    private String repaired(String location, Authority asked, boolean expected) {
        return repaired(FieldName.LOCATION, location, asked, expected);
    }

    private String repaired(FieldName name, String value, Authority asked, boolean expected) {
        return repaired(repair, name, value, asked, expected);
    }

    private static String repaired(
            LocationRepair repair, FieldName name, String value, Authority asked, boolean expected) {
        Fields fields = new Fields(64);
        fields.add(name, Octets.of(value));
        RequestHead request = TestRequest.of("GET", "/");
        request.setAuthority(asked);
        RecordingExchange exchange = new RecordingExchange(request, true);
        repair.apply(fields, exchange);
        assertThat(!exchange.masked.isEmpty()).isEqualTo(expected);
        return fields.value(0);
    }

    /** By its own name, or by ours with its port: with HSTS those lead to a port that speaks no TLS. */
    @ParameterizedTest
    @CsvSource({
        "http://legacy:3000/x,          https://a.test:8443/x",
        "HTTP://LEGACY.:3000?y,         https://a.test:8443?y",
        "http://localhost:5000/,        https://a.test:8443/",
        "http://[::1]:5000/,            https://a.test:8443/",
        "http://old/x,                  https://a.test:8443/x",
        "http://old:80/x,               https://a.test:8443/x",
        "https://secure:9443/x,         https://a.test:8443/x",
        "http://inner.test/x,           https://a.test:8443/x",
        "https://inner.test/x,          https://a.test:8443/x",
        "http://a.test:3000/x,          https://a.test:8443/x",
        "http://b.test:9443/x,          https://b.test:8443/x",
        "https://a.test:9443/x,         https://a.test:8443/x",
        "https://one.c.test:3000/x,     https://one.c.test:8443/x",
    })
    void mendsAddressesThatOnlyTheBackendIsReachedBy(String location, String mended) {
        assertThat(repaired(location, ASKED, true)).isEqualTo(mended);
        assertThat(repaired(FieldName.CONTENT_LOCATION, location, ASKED, true)).isEqualTo(mended);
        assertThat(repaired(FieldName.REFRESH, "5; url=" + location, ASKED, true))
                .isEqualTo("5; url=" + mended);
        assertThat(repaired(FieldName.LINK, "<" + location + ">; rel=next", ASKED, true))
                .isEqualTo("<" + mended + ">; rel=next");
    }

    /** RFC 3986 4.2: without a scheme, on a page over https, which a port of plaintext or of the backend does not speak. */
    @ParameterizedTest
    @CsvSource({
        "//legacy:3000/x,          https://a.test:8443/x",
        "//old/x,                  https://a.test:8443/x",
        "//[::1]:5000,             https://a.test:8443",
        "//a.test:3000/x?y,        https://a.test:8443/x?y",
        "//b.test:80/,             https://b.test:8443/",
        "//a.test:8080/,           https://a.test:8443/"
    })
    void mendsAddressesWithoutAScheme(String location, String mended) {
        mendsAddressesThatOnlyTheBackendIsReachedBy(location, mended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://legacy/",
                "//legacy/",
                "//a.test/x",
                "//a.test:8443/x",
                "//a.test:9000/x",
                "//foreign:3000/x",
                "//user@legacy:3000/x",
                "///a.test:3000/x",
                "//",
                "http://legacy:3001/",
                "https://a.test:8443/",
                "https://a.test:443/",
                "https://old/",
                "http://secure/",
                "http://foreign:3000/",
                "http://inner.test:81/"
            })
    void leavesAddressesOfOtherServers(String location) {
        assertThat(repaired(location, ASKED, false)).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "REFRESH|0;URL=http://a.test/|0;URL=https://a.test:8443/",
                "REFRESH|0 , url = 'http://a.test/x' y|0 , url = 'https://a.test:8443/x' y",
                "REFRESH|3; http://a.test/|3; https://a.test:8443/",
                "REFRESH|0 http://a.test/|0 https://a.test:8443/",
                "REFRESH|0 \t url='http://a.test/'|0 \t url='https://a.test:8443/'",
                "REFRESH|0, http://a.test/?a;b|0, https://a.test:8443/?a;b",
                "REFRESH|.5 URL = http://a.test/?a,b|.5 URL = https://a.test:8443/?a,b",
                "REFRESH|0; url=\"http://a.test/|0; url=\"https://a.test:8443/",
                "LINK|<http://a.test/1>; t=\"<http://a.test/2>\", </3>,<http://b.test/4>|<https://a.test:8443/1>; t=\"<http://a.test/2>\", </3>,<https://b.test:8443/4>",
                "LINK|<http://a.test/1>; t=\"\\\"<http://a.test/2>|<https://a.test:8443/1>; t=\"\\\"<http://a.test/2>"
            })
    void findsTheAddressesInAField(FieldName name, String value, String mended) {
        assertThat(repaired(name, value, ASKED, true)).isEqualTo(mended);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFRESH|5",
                "REFRESH|5;",
                "REFRESH|5; url=",
                "REFRESH|5; url=/x",
                "LINK|<http://a.test",
                "LINK|http://a.test/",
                "LINK|<>; rel=x",
                "CONTENT_LOCATION|/x",
                "SERVER|http://a.test/"
            })
    void leavesFieldsWithoutOne(FieldName name, String value) {
        assertThat(value.startsWith("<http") ? "<https://a.test:8443" : value)
                .isEqualTo(repaired(name, value, ASKED, value.startsWith("<http")));
    }

    /** A backend that names itself knows nothing of the path that a route takes off. */
    @ParameterizedTest
    @CsvSource({
        "http://legacy:3000/login, https://a.test:8443/app/login",
        "http://legacy:3000/app/login, https://a.test:8443/app/login",
        "http://a.test/login, https://a.test:8443/login"
    })
    void putsBackWhatARouteTakesOff(String location, String mended) {
        BackendSide stripped = BACKEND.changing(PathChange.replacing(PathRule.prefix("/app/"), "/"), "/app");
        LocationRepair repair = new LocationRepair(new AddressRepair(own, stripped));

        assertThat(repaired(repair, FieldName.LOCATION, location, ASKED, true)).isEqualTo(mended);
    }

    /** RFC 4918 10.3: towards the backend, of our own hosts. */
    @ParameterizedTest
    @CsvSource({
        "https://a.test/x,            http://a.test/x",
        "https://a.test:8443/x%20y,   http://a.test/x%20y",
        "HTTPS://B.test/,             http://b.test/",
        "https://foreign.test/x,      https://foreign.test/x",
        "http://a.test/x,             http://a.test/x",
        "/x,                          /x"
    })
    void mendsDestinations(String value, String mended) {
        assertThat(destination(value, null)).isEqualTo(mended);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test/dav/x, http://inner:81/x",
        "https://b.test/dav/x, http://b.test/x",
        "https://a.test/dav/../dav/x, https://a.test/dav/../dav/x"
    })
    void mendsDestinationsAsTheBackendIsAsked(String value, String mended) {
        assertThat(destination(value, PathChange.replacing(PathRule.prefix("/dav/"), "/")))
                .isEqualTo(mended);
    }

    private String destination(String value, PathChange change) {
        RequestHead request = TestRequest.of("MOVE", "/y");
        TestRequest.add(request, "destination", value);
        if (change != null) {
            request.setForwardedHost(new Authority("inner", 81));
        }
        new DestinationRepair(own, change).apply(request, new RecordingExchange(request, true));
        return request.fields().value(0);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test,               https://a.test:8443",
        "http://a.test/,              https://a.test:8443/",
        "HTTP://A.TEST/x?y#z,         https://a.test:8443/x?y#z",
        "http://b.test?y=http://u.v/, https://b.test:8443?y=http://u.v/",
        "http://a.test#top,           https://a.test:8443#top",
        "http://one.c.test/,          https://one.c.test:8443/",
        "http://a.test:80/,           https://a.test:8443/",
        "http://a.test:8080/,         https://a.test:8443/",
        "http://a.test:8443/,         https://a.test:8443/",
        "http://a.test/%2e%2E//x,     https://a.test:8443/%2e%2E//x",
    })
    void mendsAddressesOfItsOwnHosts(String location, String mended) {
        assertThat(repaired(location, ASKED, true)).isEqualTo(mended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http:",
                "/a",
                "//a.test/",
                "https://a.test/",
                "ftp://a.test/",
                "http:///x",
                "http://other.test/",
                "http://c.test/",
                "http://two.one.c.test/",
                "http://a.test.evil/",
                "http://a.test:81/",
                "http://a.test@evil/",
                "http://a.test:x/",
                "http://a b/",
                "xhttp://a.test/",
            })
    void leavesEverythingElseAsItIs(String location) {
        assertThat(repaired(location, ASKED, false)).isEqualTo(location);
    }

    /** That a site answers for every host makes only the one that was asked for its own. */
    @Test
    void takesAHostThatOnlyTheStarCoversForItsOwnWhenItWasAskedFor() {
        assertThat(repaired("http://any.test/x", new Authority("any.test", Authority.NO_PORT), true))
                .isEqualTo("https://any.test:8443/x");
        assertThat(repaired("http://any.test/x", ASKED, false)).isEqualTo("http://any.test/x");
    }
}
