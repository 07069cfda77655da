package frontdoor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Pebble;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docker/compose}, brought up as they are, but for the ports, and for the images that stand for their makers' own. */
class ComposeIT {
    private static final String REDIRECT = "HTTP/1.1 301";
    private static final String POLICY = "strict-transport-security: max-age=300";

    @TempDir
    Path temporary;

    @BeforeAll
    static void buildTheImages() throws Exception {
        LocalImages.build();
    }

    @Test
    void theSmallestOneServes() throws Exception {
        try (ComposeExample smallest = ComposeExample.copy("smallest", temporary)) {
            smallest.makeCertificate();
            smallest.up();
            Path trust = smallest.directory.resolve("etc/certs/fullchain.pem");

            assertThat(smallest.curl(trust, "-i", "https://example.com/a"))
                    .contains(POLICY)
                    .endsWith("GET /a https\n");
            assertThat(smallest.curl(trust, "-i", "http://example.com/a"))
                    .startsWith(REDIRECT)
                    .containsIgnoringCase("location: https://example.com:" + smallest.ports.get(443) + "/a");
        }
    }

    @Test
    void theOneWithAcmeGetsItsCertificateByItself() throws Exception {
        PeerImages.pebble(Pebble.program("pebble"));
        try (ComposeExample acme = ComposeExample.copy("acme", temporary)) {
            Path authority = Files.createDirectory(acme.directory.resolve("pebble"));
            DevelopmentLoading.Ready shown =
                    (DevelopmentLoading.Ready) new DevelopmentAuthority(temporary, InstantSource.system())
                            .prepare(List.of("authority", "localhost"));
            Files.copy(shown.chain(), authority.resolve("chain.pem"));
            Files.copy(shown.key(), authority.resolve("key.pem"));
            Files.writeString(authority.resolve("pebble.json"), """
                { "pebble": { "listenAddress": ":14000", "managementListenAddress": ":15000", "certificate": "/pebble/chain.pem",
                  "privateKey": "/pebble/key.pem", "httpPort": 80, "tlsPort": 443, "ocspResponderURL": "" } }
                """);
            Files.writeString(acme.directory.resolve("etc/authority.pem"), Files.readString(shown.authority()));
            acme.configure("""
                frontdoor.acme.authorities = [{ name = test, url = "https://authority:14000/dir", trust = "authority.pem" }]
                """);
            acme.extend("""
                services:
                  frontdoor:
                    networks: { default: { aliases: [example.com, www.example.com] } }
                  authority:
                    image: %s
                    ports: ["127.0.0.1:%d:15000"]
                    volumes: ["./pebble:/pebble:ro"]
                """.formatted(PeerImages.PEBBLE, acme.ports.get(9090)));
            acme.up();

            Path root = acme.directory.resolve("root.pem");
            Files.writeString(
                    root, acme.curl(shown.authority(), "https://localhost:" + acme.ports.get(9090) + "/roots/0"));
            assertThat(acme.curl(root, "-i", "https://www.example.com/a"))
                    .contains(POLICY)
                    .endsWith("GET /a https\n");
            assertThat(acme.curl(root, "-i", "http://example.com/a")).startsWith(REDIRECT);
        }
    }

    @Test
    void behindABalancerBothFrontDoorsKnowTheClient() throws Exception {
        PeerImages.haproxy();
        try (ComposeExample balancer = ComposeExample.copy("balancer", temporary)) {
            balancer.says("HAPROXY_IMAGE", PeerImages.HAPROXY);
            balancer.makeCertificate();
            balancer.up();
            Path trust = balancer.directory.resolve("etc/certs/fullchain.pem");

            assertThat(balancer.curl(trust, "-i", "https://example.com/a"))
                    .contains(POLICY)
                    .endsWith("GET /a https\n");
            assertThat(balancer.curl(trust, "-i", "http://example.com/a")).startsWith(REDIRECT);
            for (String one : List.of("frontdoor-1", "frontdoor-2")) {
                await().untilAsserted(() -> {
                    balancer.curl(trust, "https://example.com/b");
                    assertThat(balancer.logs(one))
                            .containsPattern("\"client\":\"172\\.30\\.80\\.1\".*\"target\":\"/b\"");
                });
            }
        }
    }

    @Test
    void prometheusIsToldTheMetrics() throws Exception {
        PeerImages.prometheus();
        try (ComposeExample prometheus = ComposeExample.copy("prometheus", temporary)) {
            prometheus.says("PROMETHEUS_IMAGE", PeerImages.PROMETHEUS);
            prometheus.makeCertificate();
            prometheus.up();
            Path trust = prometheus.directory.resolve("etc/certs/fullchain.pem");

            assertThat(prometheus.curl(trust, "https://example.com/a")).isEqualTo("GET /a https\n");
            String api = "http://127.0.0.1:" + prometheus.ports.get(9090) + "/api/v1/";
            await().untilAsserted(() -> assertThat(prometheus.curl(trust, api + "query?query=frontdoor_requests_total"))
                    .contains("\"instance\":\"frontdoor:9902\"", "\"site\":\"shop\""));
            assertThat(prometheus.curl(trust, api + "rules")).contains("CertificateEndsSoon");
        }
    }
}
