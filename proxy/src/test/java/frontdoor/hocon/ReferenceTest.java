package frontdoor.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.fixture.DocumentedKeys;
import frontdoor.fixture.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** reference.conf documents every key that is read, and no other. */
class ReferenceTest {
    @TempDir
    Path directory;

    @Test
    void documentsEveryKeyThatIsRead() throws IOException {
        Set<String> documented = DocumentedKeys.all();
        assertThat(read().stream().filter(key -> documented.stream().noneMatch(known -> isAtOrBelow(known, key))))
                .isEmpty();
    }

    @Test
    void documentsNoKeyThatIsNeverRead() throws IOException {
        assertThat(DocumentedKeys.all()).isSubsetOf(read()).hasSizeGreaterThan(35);
    }

    @Test
    void explainsEveryDefault() {
        assertThat(DocumentedKeys.bare()).isEmpty();
    }

    /** What the readers ask for, with what is shared with defaults under their name. */
    private Set<String> read() throws IOException {
        Path file = directory.resolve("all.conf");
        Files.writeString(directory.resolve("page.html"), "page");
        TestCertificates.writeAuthority(directory.resolve("ca.pem"));
        TestCertificates.write(directory.resolve("admin"), Instant.EPOCH, Instant.now(), List.of("admin.test"));
        Files.writeString(directory.resolve("users"), "ann:$2y$04$" + ".".repeat(53));
        Files.writeString(file, """
                frontdoor {
                  certificates { one { chain = c, key = k } }
                  log.levels { acme = debug }
                  admin.tls.certificate { chain = "admin.pem", key = "admin.key" }
                  upstreams.u {
                    servers = ["https://u", { url = "v:80" }], tls { name = u.test, certificate { chain = c, key = k } }
                    health-check { path = "/" }, sticky { }
                  }
                  sites {
                    a { hosts = [a.test], routes = [{ path = "/", upstream = u }, { path = "/o", redirect = "https://x.test/" }
                        { path = "/a", answer { body = a } }
                        { path = "/p", upstream = u, header { X-A = 1 }, headers { }, limits { }, repair { }, timeouts { } }]
                        hsts { max-age = 30d, ramp { started = 2026-11-22, stages = [1d] } } }
                    b { hosts = [b.test], backend = "http://b:80", certificate { chain = c, key = k }
                        repair { cookie-domain { a = b }, cookie-path { "/a" = "/" } }
                        headers { request { set { A = a }, add { B = b } }, response { set { A = a }, add { B = b } } }
                        error-pages { "502" = page.html }
                        maintenance { on = false, page = page.html, retry-after = 1s, allow = [] }
                        basic-auth.users-file = users, client-certificates { mode = required, authorities = ca.pem }
                        rate-limit { requests = 1, per = 1s, burst = 1 }
                        forward-auth { url = "http://auth/", copy-request = [], copy-response = [] }
                        compression { encodings = [gzip], types = ["text/*"], min-size = 0 } }
                  }
                }
                """);
        ConfigLoader loader = new ConfigLoader();
        assertThat(loader.loadFile(file)).isInstanceOf(ConfigResult.Loaded.class);
        Set<String> own = DocumentedKeys.all();
        return loader.keysRead().stream()
                .filter(key -> !key.isEmpty())
                .map(key -> documentedAs(key, own))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A key that both sites and site-defaults may hold is documented in one of them. */
    private static String documentedAs(String key, Set<String> documented) {
        return Stream.of(
                        key,
                        key.replace("sites.NAME", "site-defaults"),
                        key.replace("site-defaults", "sites.NAME"),
                        key.replace("sites.NAME.routes", "site-defaults"),
                        key.replace("sites.NAME.routes", "sites.NAME"),
                        key.replace("upstreams.NAME", "upstream-defaults"))
                .filter(name -> documented.stream().anyMatch(known -> isAtOrBelow(known, name)))
                .findFirst()
                .orElse(key);
    }

    private static boolean isAtOrBelow(String known, String key) {
        return known.equals(key) || known.startsWith(key + ".");
    }
}
