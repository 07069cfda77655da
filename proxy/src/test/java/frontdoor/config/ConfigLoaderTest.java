package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hocon.Places;
import frontdoor.hocon.Reference;
import frontdoor.hosts.HostPattern;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.limits.ListenLimits;
import frontdoor.limits.ListenTimeouts;
import frontdoor.limits.SiteLimits;
import frontdoor.limits.UpstreamLimits;
import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yield of good files: values, defaults, places, and the files to watch. */
class ConfigLoaderTest {
    private static final String SITE =
            "hosts = [a.test], backend = \"http://b:80\", certificate { chain = c.pem, key = k.pem }\n";

    @TempDir
    Path directory;

    @Test
    void readsTheSmallestRealConfiguration() {
        Path file = ShippedConfigurationsTest.CONFIG.resolve("frontdoor.conf");
        FrontdoorConfig config = loaded(file).config();
        SiteConfig shop = config.sites().getFirst();
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.hosts())
                .containsExactly(new HostPattern.Name("example.com"), new HostPattern.Name("www.example.com"));
        assertThat(shop.canonical()).contains("example.com");
        assertThat(shop.settings().hsts())
                .isEqualTo(new HstsConfig.Send(Duration.ofSeconds(300), false, false, Optional.empty()));
        assertThat(shop.settings().hstsByDefault()).isFalse();
        assertThat(shop.target()).isEqualTo(new SiteTarget.Backend(new BackendUrl("legacy", 8080)));
        assertThat(shop.certificates())
                .containsExactly(new CertificateConfig(
                        "sites.shop.certificate",
                        PairFiles.of(
                                Path.of("../config/certs/fullchain.pem"), Path.of("../config/certs/privkey.pem"))));
        assertThat(config.places().of("sites.shop.hsts.max-age")).hasToString(file + ":7");
    }

    /** K1, K2, K4 to K9 and K12: the limits that hold when nobody writes any. */
    @Test
    void takesEveryDefaultFromTheReference() throws IOException {
        FrontdoorConfig config = loaded(site("")).config();
        assertThat(config.listen().plaintext()).hasToString("[:80]");
        assertThat(config.listen().tls()).hasToString("[:443]");
        assertThat(config.listen().publicTlsPort()).isEqualTo(443);
        assertThat(config.listen().http2()).isTrue();
        assertThat(config.listen().limits())
                .isEqualTo(new ListenLimits(
                        16 << 10,
                        32 << 10,
                        128,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
        assertThat(config.listen().timeouts())
                .isEqualTo(new ListenTimeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1)));
        assertThat(config.admin())
                .hasToString("Open[listen=127.0.0.1:9901, token=Optional.empty, certificate=Optional.empty]");
        assertThat(config.log()).isEqualTo(new LogConfig(false, "info", Map.of()));
        assertThat(config.accessLog())
                .isEqualTo(new AccessLogConfig(
                        true,
                        AccessLogConfig.Format.JSON,
                        AccessLogField.all(),
                        100,
                        Optional.empty(),
                        new LogRotation(OptionalLong.empty(), false, 7)));
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.stateDirectory()).isEqualTo(Path.of("/var/lib/frontdoor"));
        SiteConfig site = config.sites().getFirst();
        assertThat(site.canonical()).isEmpty();
        assertThat(site.settings().redirectStatus()).isEqualTo(new RedirectStatus.Auto());
        assertThat(site.settings().repair().locations()).isTrue();
        assertThat(site.settings().repair().cookies()).isTrue();
        assertThat(site.settings().limits()).isEqualTo(new SiteLimits(1L << 30));
        assertThat(site.settings().timeouts())
                .isEqualTo(new ExchangeTimeouts(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1)));
    }

    @Test
    void tellsAPolicyThatNobodyChose() throws IOException {
        SiteConfig byDefault = loaded(site("")).config().sites().getFirst();
        assertThat(byDefault.settings().hsts())
                .isEqualTo(new HstsConfig.Send(Duration.ofMinutes(5), false, false, Optional.empty()));
        assertThat(byDefault.settings().hstsByDefault()).isTrue();
        assertThat(loaded(site("hsts.max-age = 300s"))
                        .config()
                        .sites()
                        .getFirst()
                        .settings()
                        .hstsByDefault())
                .isFalse();
        assertThat(loaded(site("hsts = off"))
                        .config()
                        .sites()
                        .getFirst()
                        .settings()
                        .hstsByDefault())
                .isFalse();
    }

    @Test
    void laysASiteOverSiteDefaultsOverTheReference() throws IOException {
        Path file = write("f.conf", """
                frontdoor {
                  site-defaults {
                    hsts = kill
                    repair.cookies = off
                    limits.body = off
                  }
                  sites.a { %s
                    hsts.max-age = 1d
                    repair.locations = no
                  }
                  sites.b { %s, hosts = [b.test], redirect-status = 308 }
                }
                """.formatted(SITE.strip(), SITE.strip()));
        FrontdoorConfig config = loaded(file).config();
        SiteConfig a = config.sites().get(0);
        SiteConfig b = config.sites().get(1);
        assertThat(a.settings().hsts())
                .isEqualTo(new HstsConfig.Send(Duration.ofDays(1), false, false, Optional.empty()));
        assertThat(a.settings().repair().locations()).isFalse();
        assertThat(a.settings().repair().cookies()).isFalse();
        assertThat(a.settings().limits().body()).isEqualTo(Long.MAX_VALUE);
        assertThat(b.settings().hsts()).isEqualTo(new HstsConfig.Kill());
        assertThat(b.settings().redirectStatus()).isEqualTo(new RedirectStatus.Fixed(308));
        assertThat(config.places().of("sites.a.hsts.max-age")).hasToString(file + ":8");
        assertThat(config.places().of("sites.a.repair.cookies")).hasToString(file + ":4");
        assertThat(config.places().of("sites.b.hsts")).hasToString(file + ":3");
        assertThat(config.places().of("sites.a.hsts.include-subdomains").file()).isEqualTo("reference.conf");
        assertThat(config.places().of("sites.a.hsts.include-subdomains").line())
                .isEqualTo(referenceLine("include-subdomains = false"));
    }

    @Test
    void anUpstreamTakesWhatItDoesNotSayFromTheDefaults() throws IOException {
        Path file = write("f.conf", """
                frontdoor {
                  upstream-defaults { pool.connections = 5, limits.queue = 7 }
                  upstreams {
                    api { servers = ["api:80"], limits.queue-wait = 3s }
                    web { servers = ["web:80"], pool { connections = auto, idle = 6s } }
                  }
                  sites.a { %s }
                }
                """.formatted(SITE));
        FrontdoorConfig config = loaded(file).config();
        UpstreamSettings defaults = config.upstreams().defaults();
        UpstreamSettings api = config.upstreams().named().get("api").settings();
        UpstreamSettings web = config.upstreams().named().get("web").settings();
        assertThat(defaults.pool().connections()).hasValue(5);
        assertThat(defaults.limits().queue()).isEqualTo(7);
        assertThat(api.pool()).isEqualTo(defaults.pool());
        assertThat(api.limits())
                .isEqualTo(new UpstreamLimits(OptionalInt.empty(), 7, Duration.ofSeconds(3)))
                .isNotEqualTo(defaults.limits());
        assertThat(web.pool().connections()).isEmpty();
        assertThat(web.limits()).isEqualTo(defaults.limits());
        assertThat(config.places().of("upstreams.api.limits.queue-wait")).hasToString(file + ":4");
        assertThat(config.places().of("upstreams.api.limits.queue")).hasToString(file + ":2");
        assertThat(web.pool().idle()).isEqualTo(Duration.ofSeconds(6));
        assertThat(defaults.pool().idle()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.places().of("upstreams.web.pool.connections")).hasToString(file + ":5");
        assertThat(config.places().of("upstreams.web.limits.queue")).hasToString(file + ":2");
    }

    @Test
    void givesTheNearestPlaceOfAKeyThatWasNotWritten() throws IOException {
        Path file = site("");
        assertThat(loaded(file).config().places().of("sites.a.hosts.7.nothing")).hasToString(file + ":1");
        assertThat(loaded(file).config().places().of("nothing.at.all")).hasToString(file + ":1");
    }

    @Test
    void resolvesRelativePathsAgainstTheFileThatNamesThem() throws IOException {
        write("sites/a.conf", "frontdoor.sites.a { " + SITE + " }\n");
        Path file = write("f.conf", "include \"sites/a.conf\"\nfrontdoor.state-directory = state\n");
        FrontdoorConfig config = loaded(file).config();
        assertThat(config.sites().getFirst().certificates().getFirst().files().place())
                .isEqualTo(directory.resolve("sites/c.pem"));
        assertThat(config.stateDirectory()).isEqualTo(directory.resolve("state"));
    }

    @Test
    void takesValuesFromTheEnvironmentAndKeepsTheirLine() throws IOException {
        Path file = site("""
                certificate.chain = ${PATH}
                redirect-status = ${?FRONTDOOR_NOWHERE}
                """);
        FrontdoorConfig config = loaded(file).config();
        assertThat(config.sites().getFirst().certificates().getFirst().files().place())
                .hasToString(directory.resolve(System.getenv("PATH")).toString());
        assertThat(config.sites().getFirst().settings().redirectStatus()).isEqualTo(new RedirectStatus.Auto());
        assertThat(config.places().of("sites.a.certificate.chain")).hasToString(file + ":2");
    }

    @Test
    void ignoresSystemProperties() throws IOException {
        System.setProperty("frontdoor.drain-timeout", "1s");
        try {
            assertThat(loaded(site("")).config().drainTimeout()).isEqualTo(Duration.ofSeconds(25));
        } finally {
            System.clearProperty("frontdoor.drain-timeout");
        }
    }

    @Test
    void loadsAConfigurationThatIsInMemoryOnly() {
        assertThat(ConfigLoader.parse("demo", "frontdoor.sites.a { " + SITE + "}"))
                .isInstanceOfSatisfying(ConfigResult.Loaded.class, loaded -> {
                    // Which sites were switched by hand is asked all the same.
                    assertThat(loaded.files()).containsExactly(Path.of("/var/lib/frontdoor/maintenance"));
                    assertThat(loaded.config().places().of("sites.a")).hasToString("demo:1");
                });
        assertThat(ConfigLoader.parse("demo", "frontdoor.sites.a { hots = 1 }"))
                .isInstanceOfSatisfying(
                        ConfigResult.Rejected.class,
                        rejected -> assertThat(rejected.problems().toString())
                                .contains("demo:1: sites.a.hots: unknown key; did you mean hosts?"));
    }

    private static int referenceLine(String text) {
        List<String> lines = Reference.text().lines().map(String::strip).toList();
        return lines.indexOf(text) + 1;
    }

    private Path site(String more) throws IOException {
        return write("f.conf", "frontdoor.sites.a { " + SITE + more + "\n}\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** What thousands of sites take from site-defaults is kept once. */
    @Test
    void tellsThePlaceOfWhatASiteTakesFromElsewhere() throws IOException {
        Path file = Files.writeString(directory.resolve("f.conf"), """
                frontdoor.site-defaults.hsts.max-age = 2d
                frontdoor.sites.a { hosts = [a.test], backend = "b:80", certificate { chain = c, key = k } }
                frontdoor.sites."b.c" { hosts = [b.test], backend = "b:80", certificate { chain = c, key = k }, hsts = off }
                """);
        Places places = loaded(file).config().places();
        assertThat(places.of("sites.a.hsts.max-age")).hasToString(file + ":1");
        assertThat(places.of("sites.a.backend")).hasToString(file + ":2");
        assertThat(places.of("sites.\"b.c\".hsts.max-age")).hasToString(file + ":3");
        assertThat(places.of("sites.\"b.c\".hsts")).hasToString(file + ":3");
        assertThat(places.of("sites.a.timeouts.client-body").file()).isEqualTo("reference.conf");
        assertThat(places.ofOperator("sites.a.timeouts.client-body")).hasToString(file + ":2");
        assertThat(places.byKey()).doesNotContainKey("sites.a.timeouts.client-body");
    }

    /** A9. */
    @Test
    void givesSitesThatSayNothingOfTheirOwnTheVerySameSettings() throws IOException {
        Path file = Files.writeString(directory.resolve("f.conf"), """
                frontdoor.site-defaults.hsts.max-age = 2d
                frontdoor.sites.a { hosts = [a.test], backend = "b:80", certificate { chain = c, key = k } }
                frontdoor.sites.b { hosts = [b.test], backend = "b:80", certificate { chain = c, key = k }, canonical = none }
                frontdoor.sites.c { hosts = [c.test], backend = "b:80", certificate { chain = c, key = k }, hsts = off }
                frontdoor.upstreams.u.servers = ["b:80"]
                """);
        FrontdoorConfig config = loaded(file).config();
        List<SiteConfig> sites = config.sites();
        assertThat(sites.get(0).settings()).isSameAs(sites.get(1).settings());
        assertThat(sites.get(0).target()).isSameAs(sites.get(2).target());
        assertThat(sites.get(2).settings().hsts()).isEqualTo(new HstsConfig.Off());
        assertThat(config.upstreams().named().get("u").settings())
                .isSameAs(config.upstreams().defaults());
    }

    static ConfigResult.Loaded loaded(Path file) {
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        return (ConfigResult.Loaded) result;
    }
}
