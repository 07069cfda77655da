package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.loop.TransportKind;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.BackendNames;
import frontdoor.upstream.Sockets;
import frontdoor.upstream.Upstreams;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G14: which addresses in the clear are mended, and which are somebody else's. */
class LocationRepairTest {
    private static final Authority ASKED = new Authority("a.test", Authority.NO_PORT);

    private final LocationRepair repair =
            new LocationRepair(new OwnHosts(snapshot().hosts(), 8443, Set.of(8080)));

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
        Fields fields = new Fields(64);
        fields.add(FieldName.LOCATION, Octets.of(location));
        assertThat(repair.repair(fields, 0, asked)).isEqualTo(expected);
        return fields.value(0);
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
