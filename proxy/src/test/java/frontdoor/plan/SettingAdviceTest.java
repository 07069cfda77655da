package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Warnings about what has no effect, or a wider one than it may seem: with line and cure. Issue 10. */
class SettingAdviceTest {
    private static final String BASE = """
            frontdoor.upstreams.u.servers = ["a:80", "b:80", "c:80"]
            frontdoor.upstreams.one.servers = ["https://a"]
            frontdoor.sites.s { hosts = [a.test], routes = [{ path = "/", upstream = u }], certificate { chain = c, key = k } }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "listen.trusted-proxies = [\"0.0.0.0/0\"] | listen.trusted-proxies | write the addresses of your proxies alone",
                "listen.trusted-proxies = [\"::/0\"] | listen.trusted-proxies | has ::/0",
                "listen { trusted-proxies = [\"10.0.0.9\"], limits.connections-per-client = 9 } | listen.limits.connections-per-client | write proxy-protocol = accept",
                "access-log.rotate.size = 1GiB | access-log.rotate.size | write access-log.file",
                "access-log.rotate.daily = true | access-log.rotate.daily | write access-log.file",
                "access-log { format = combined, fields = [time] } | access-log.fields | write access-log.format = json",
                "upstreams.u.hash-by = \"header:A\" | upstreams.u.hash-by | write that, or remove it",
                "upstreams.one.sticky { } | upstreams.one.sticky | add servers",
                "upstreams.one.balance = random | upstreams.one.balance | add servers",
                "upstreams.u { slow-start = 5s, ejection = off } | upstreams.u.slow-start | write one of them",
                "upstreams.one.ejection.failures = 3 | upstreams.one.ejection | 50% of 1 server, rounded down, is none",
                "upstreams.u.ejection.at-most = 30% | upstreams.u.ejection | 30% of 3 servers",
                "upstreams.u.retry { times = 0, status = [502] } | upstreams.u.retry.status | write retry.times = 1",
                "upstreams.u.retry { times = 0, budget = 5% } | upstreams.u.retry.budget | write retry.times = 1",
                "upstreams.u.retry { times = 2, budget = 0% } | upstreams.u.retry.budget | write retry.times = 0",
                "upstreams.u.limits { queue = 0, queue-wait = 2s } | upstreams.u.limits.queue-wait | write a queue",
                "upstreams.one.tls { verify = false, authorities = ca.pem } | upstreams.one.tls.authorities | remove one of them",
                "sites.s.error-pages.intercept = true | sites.s.error-pages.intercept | write one",
                "sites.s.compression.types = [\"text/html\", \"image/png\"] | sites.s.compression.types | remove it",
                "sites.s.access.allow = [\"0.0.0.0/0\"] | sites.s.access.allow | or nothing",
                "sites.s.plaintext-from = [\"0.0.0.0/0\"] | sites.s.plaintext-from | the networks of your devices",
                "{ listen.plaintext = [], sites.s.plaintext-from = [\"10.0.0.0/8\"] } | sites.s.plaintext-from | listen.plaintext is empty",
            })
    void tellsWhatIsNotWhatItMaySeem(String setting, String key, String cure) throws IOException {
        List<Problem> advice = advice(setting.startsWith("{") ? "frontdoor " + setting : "frontdoor." + setting);

        assertThat(advice).hasSize(1);
        assertThat(advice.getFirst().key()).isEqualTo(key);
        assertThat(advice.getFirst().text()).contains(cure);
        assertThat(advice.getFirst().at().line()).isEqualTo(4);
    }

    @Test
    void tellsThatALoginLetsNobodyInInTheClear() throws IOException {
        Files.writeString(directory.resolve("users"), "ann:$2y$04$" + ".".repeat(53));
        assertThat(advice("frontdoor.sites.s { plaintext-from = [\"10.0.0.0/8\"], basic-auth.users-file = users }"))
                .singleElement()
                .asString()
                .contains(":4: sites.s.plaintext-from: lets nobody in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "listen.trusted-proxies = [\"10.0.0.0/8\", \"fc00::/7\"]",
                "upstreams.u { balance = hash, hash-by = \"header:A\", slow-start = 5s, sticky { } }",
                "upstream-defaults { hash-by = \"header:A\", sticky { }, slow-start = 5s }",
                "upstreams.one { health-check = tcp, retry.times = 0 }",
                "sites.s.access.allow = [\"0.0.0.0/0\", \"::/0\"]",
                "sites.s.access.allow = [\"0.0.0.0/0\", \"2001:db8::/32\"]",
                "sites.s.compression.types = [\"text/*\", \"image/svg+xml\"]",
                "sites.s.plaintext-from = [\"10.0.0.0/8\"]",
                "sites.s.headers { }",
                "access-log.format = combined",
                "access-log { file = a.log, rotate { size = 1GiB, daily = true }, fields = [time] }",
            })
    void saysNothingOfWhatHasItsEffect(String setting) throws IOException {
        assertThat(advice("frontdoor." + setting)).isEmpty();
    }

    private List<Problem> advice(String more) throws IOException {
        Path file = Files.writeString(directory.resolve("f.conf"), BASE + more + "\n");
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        return SettingAdvice.of(((ConfigResult.Loaded) result).config());
    }
}
