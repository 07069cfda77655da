package frontdoor.development;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HstsConfig;
import frontdoor.hosts.HostPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of demo and proxy, read back the way an operator's is. */
class DevelopmentSiteTest {
    private static final DevelopmentPorts PORTS = new DevelopmentPorts(8080, 8443, 0, List.of("127.0.0.1", "[::1]"));

    @Test
    void sendsAShortPolicyForItsOwnHostNameOnly() {
        FrontdoorConfig config = load(new DevelopmentSite("proxy", "shop.test", "http://127.0.0.1:3000"));

        assertThat(config.sites()).singleElement().satisfies(site -> {
            assertThat(site.settings().hsts())
                    .isEqualTo(new HstsConfig.Send(Duration.ofMinutes(5), false, false, Optional.empty()));
            assertThat(site.hosts()).extracting(HostPattern::text).containsExactly("shop.test", "127.0.0.1", "[::1]");
        });
    }

    @Test
    void listensOnLoopbackAddressesOnlyAndNamesItsPortInRedirects() {
        FrontdoorConfig config = load(new DevelopmentSite("proxy", "shop.test", "http://127.0.0.1:3000"));

        assertThat(config.listen().plaintext())
                .extracting(Object::toString)
                .containsExactly("127.0.0.1:8080", "[::1]:8080");
        assertThat(config.listen().tls()).extracting(Object::toString).containsExactly("127.0.0.1:8443", "[::1]:8443");
        assertThat(config.listen().publicTlsPort()).isEqualTo(8443);
    }

    @Test
    void acceptsAnAddressAsItsHost() {
        FrontdoorConfig config = load(new DevelopmentSite("proxy", "127.0.0.1", "http://127.0.0.1:3000"));

        assertThat(config.sites().getFirst().hosts())
                .extracting(HostPattern::text)
                .containsExactly("127.0.0.1", "[::1]");
    }

    @Test
    void keepsWhatItPromisesApartFromWhatIsPromisedInEarnest(@TempDir Path stateDirectory) {
        DevelopmentSite site = new DevelopmentSite("proxy", "shop.test", "http://127.0.0.1:3000");

        assertThat(new DevelopmentDoor(site, PORTS, stateDirectory).prepare())
                .isInstanceOfSatisfying(
                        Preparation.Ready.class,
                        ready -> assertThat(ready.config().stateDirectory())
                                .isEqualTo(stateDirectory.resolve("development").resolve("port-8443")));
    }

    @Test
    void cannotBeBrokenByWhatIsInAValue() {
        DevelopmentSite site = new DevelopmentSite("proxy", "shop.test", "http://a\"\\\n}:1");

        assertThat(parse(site))
                .isInstanceOfSatisfying(
                        ConfigResult.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.key()).isEqualTo("sites.proxy.backend");
                                    assertThat(problem.text()).contains("found \"http://a\"\\\\u000a}:1\"");
                                }));
    }

    private static FrontdoorConfig load(DevelopmentSite site) {
        return ((ConfigResult.Loaded) parse(site)).config();
    }

    private static ConfigResult parse(DevelopmentSite site) {
        return ConfigLoader.parse(
                site.name(), site.toHocon(PORTS, Path.of("/a chain"), Path.of("/key"), Path.of("/state")));
    }
}
