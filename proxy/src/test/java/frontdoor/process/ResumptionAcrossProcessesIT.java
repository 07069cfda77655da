package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.PemPair;
import frontdoor.fixture.Program;
import frontdoor.fixture.ServerProcess;
import frontdoor.fixture.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * C9, C10: sessions of openssl's client, over TLS 1.2 and 1.3, across a rotation of certificates, a kill and another start, and between two
 * processes that share the keys of their tickets; and none without those keys, or where the other one asks clients for certificates.
 */
class ResumptionAcrossProcessesIT {
    private static final List<String> VERSIONS = List.of("-tls1_2", "-tls1_3");
    private static final String LISTEN = "listen { plaintext = [], tls = [\"127.0.0.1:0\"] }\n";

    @TempDir
    private Path directory;

    private final List<FrontdoorProcess> processes = new ArrayList<>();
    private ServerProcess backend;
    private String shared;
    private SiteFiles here;
    private SiteFiles there;
    private FrontdoorProcess one;

    @BeforeEach
    void start() throws Exception {
        backend = NginxBackend.start(Files.createDirectory(directory.resolve("backend")));
        byte[] octets = new byte[48];
        new SecureRandom().nextBytes(octets);
        Path key = Files.write(directory.resolve("key"), octets);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        shared = "tls.session-ticket-keys = [\"%1$s\", \"%1$s\", \"%1$s\"]\n".formatted(key);
        here = site("here").listening(LISTEN + shared);
        there = site("there").listening(LISTEN + shared);
        one = serve(here);
    }

    private SiteFiles site(String name) throws IOException {
        return new SiteFiles(Files.createDirectory(directory.resolve(name)), backend.port(), backend.port());
    }

    private FrontdoorProcess serve(SiteFiles site) {
        FrontdoorProcess started = FrontdoorProcess.serve(site.configuration().getParent(), site.configuration());
        processes.add(started);
        return started;
    }

    @AfterEach
    void stop() {
        processes.forEach(FrontdoorProcess::close);
        backend.close();
    }

    @Test
    void resumesAcrossRotationRestartAndProcesses() throws Exception {
        begin();
        PemPair rotated = PemPair.of(SiteFiles.HOST);
        here.renameCertificate(rotated);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(TlsClient.serial(one.tlsPort())).isEqualTo(rotated.serial()));
        resumes(one);

        one.kill();
        FrontdoorProcess again = serve(here);
        resumes(again);

        FrontdoorProcess other = serve(there);
        resumes(other);

        Path authority = there.chain().resolveSibling("clients.pem");
        TestCertificates.writeAuthority(authority);
        there.listening(LISTEN
                + shared
                + "sites.shop.client-certificates { mode = optional, authorities = \"%s\" }".formatted(authority));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(ask(other, "-tls1_2")).contains("Acceptable client certificate CA names"));
        resumesNothing(other);
    }

    @Test
    void resumesNothingWithoutTheKeys() throws Exception {
        begin();
        there.listening(LISTEN);
        resumesNothing(serve(there));
    }

    private void begin() throws Exception {
        for (String version : VERSIONS) {
            assertThat(ask(one, version, "-sess_out", sessionOf(version))).contains("New, TLS");
        }
    }

    private void resumes(FrontdoorProcess process) throws Exception {
        for (String version : VERSIONS) {
            assertThat(ask(process, version, "-sess_in", sessionOf(version)))
                    .as(version)
                    .contains("Reused, TLS", "HTTP/1.1 200");
        }
    }

    private void resumesNothing(FrontdoorProcess process) throws Exception {
        for (String version : VERSIONS) {
            assertThat(ask(process, version, "-sess_in", sessionOf(version)))
                    .as(version)
                    .contains("New, TLS", "HTTP/1.1 200")
                    .doesNotContain("Reused");
        }
    }

    private String sessionOf(String version) {
        return directory.resolve("session" + version).toString();
    }

    /** What openssl says of one request: over TLS 1.3 tickets come with its answer. */
    private static String ask(FrontdoorProcess process, String... options) throws Exception {
        Stream<String> common = Stream.of(
                "s_client", "-connect", "127.0.0.1:" + process.tlsPort(), "-servername", SiteFiles.HOST, "-ign_eof");
        return Program.named("openssl")
                .runWith(
                        "GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\nConnection: close\r\n\r\n",
                        Stream.concat(common, Stream.of(options)).toArray(String[]::new))
                .output();
    }
}
