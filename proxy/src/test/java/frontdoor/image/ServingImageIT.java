package frontdoor.image;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import frontdoor.fixture.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** Q24: the image in front of a backend container, as compose.yaml runs it: read-only, without capabilities; curl is the client. */
class ServingImageIT {
    private static final String WITHOUT_IO_URING = """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["io_uring_setup", "io_uring_enter", "io_uring_register"], "action": "SCMP_ACT_ERRNO"}]}
            """;

    @TempDir
    Path temporary;

    private ShopFiles files;
    private Network network;
    private GenericContainer<?> legacy;
    private GenericContainer<?> frontdoor;

    @BeforeAll
    static void buildTheImages() throws Exception {
        LocalImages.build();
    }

    @BeforeEach
    void start() throws Exception {
        files = ShopFiles.in(temporary);
        network = Network.newNetwork();
        legacy = new GenericContainer<>(LocalImages.LEGACY)
                .withNetwork(network)
                .withNetworkAliases("legacy")
                .waitingFor(
                        Wait.forLogMessage(".*the backend is open.*\\n", 1).withStartupTimeout(Duration.ofMinutes(2)));
        frontdoor = image();
        legacy.start();
        frontdoor.start();
    }

    /** The image as compose.yaml runs it. */
    private GenericContainer<?> image() {
        return new GenericContainer<>(LocalImages.FRONTDOOR)
                .withNetwork(network)
                .withExposedPorts(80, 443)
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        // Not by withFileSystemBind, which tries mounts with an image from a registry first.
                        .withBinds(new Bind(files.directory.toString(), new Volume("/etc/frontdoor"), AccessMode.ro))
                        .withPortBindings(PortBinding.parse("127.0.0.1::80"), PortBinding.parse("127.0.0.1::443"))
                        .withReadonlyRootfs(true)
                        .withMemory(256L << 20)
                        .withCapDrop(Capability.ALL))
                .waitingFor(Wait.forLogMessage(".*the front door is open.*\\n", 1)
                        .withStartupTimeout(Duration.ofMinutes(2)));
    }

    @AfterEach
    void stop() {
        frontdoor.stop();
        legacy.stop();
        network.close();
    }

    @Test
    void redirectsHopByHopAndServesWithHsts() throws Exception {
        String hops = curl("-L", "-D", "-", "http://www.shop.test/a%2Fb?q=1");

        assertThat(hops.lines()
                        .filter(line ->
                                line.startsWith("HTTP/") || line.startsWith("location") || line.startsWith("Location")))
                .map(String::strip)
                .map(line -> line.replaceFirst("^(HTTP/\\S+ \\d+).*", "$1").replaceFirst("^Location", "location"))
                .containsExactly(
                        "HTTP/1.1 301",
                        "location: https://www.shop.test/a%2Fb?q=1",
                        "HTTP/2 301",
                        "location: https://shop.test/a%2Fb?q=1",
                        "HTTP/2 200");
        assertThat(hops.lines().filter(line -> line.startsWith("strict-transport-security")))
                .map(String::strip)
                .containsExactly(
                        "strict-transport-security: max-age=31536000", "strict-transport-security: max-age=31536000");
        assertThat(hops).endsWith("GET /a%2Fb?q=1 https\n");
    }

    @Test
    void speaksHttp11ToThoseWhoAskForIt() throws Exception {
        assertThat(curl("--http1.1", "-i", "https://shop.test/"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("strict-transport-security: max-age=31536000")
                .endsWith("GET / https\n");
    }

    /** The libraries of these codings cannot be unpacked on a read-only root: they have to be in the image. */
    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd"})
    void compresses(String coding) throws Exception {
        Path head = temporary.resolve("head");
        Path body = temporary.resolve("body");
        curl(
                "-H",
                "Accept-Encoding: " + coding,
                "-D",
                head.toString(),
                "-o",
                body.toString(),
                "https://shop.test/page");

        assertThat(Files.readString(head)).containsIgnoringCase("content-encoding: " + coding);
        Decoded page = Decoded.of(coding, Files.readAllBytes(body));
        assertThat(page.whole()).isTrue();
        assertThat(new String(page.octets(), StandardCharsets.US_ASCII)).isEqualTo("<p>a page</p>\n".repeat(1000));
    }

    @Test
    void becomesHealthy() {
        await().atMost(120, SECONDS).until(frontdoor::isHealthy);
    }

    /** It asks the process, and not the file, which may be broken by now. */
    @Test
    void tellsItsHealthWithoutAFileOrAJvm() throws Exception {
        ExecResult alive = frontdoor.execInContainer(
                "env", "FRONTDOOR_CONFIG=/nowhere", "FRONTDOOR_JAVA_OPTS=-XX:NoJvmStarts", "frontdoor", "health");
        assertThat(alive.getStdout()).isEqualTo("alive\n");
        assertThat(alive.getExitCode()).isZero();

        assertThat(frontdoor.execInContainer("frontdoor", "health", "--ready").getStdout())
                .isEqualTo("ready\n");
    }

    /** Checks that come while the program still starts would else start a JVM each, and keep it from starting. */
    @Test
    void startsNoJvmWhereNobodyServesYet() throws Exception {
        frontdoor.execInContainer("rm", "/dev/shm/frontdoor-health");
        ExecResult nobody =
                frontdoor.execInContainer("env", "FRONTDOOR_JAVA_OPTS=-XX:NoJvmStarts", "frontdoor", "health");

        assertThat(nobody.getExitCode()).isOne();
        assertThat(nobody.getStderr()).isEqualTo("frontdoor: no front door is open here\n");
    }

    @Test
    void runsAsNobodyInParticularWithItsUnpackedLibraries() throws Exception {
        String status = frontdoor.execInContainer("cat", "/proc/1/status").getStdout();
        assertThat(status)
                .contains("Name:\tjava")
                .containsPattern("Uid:\t65532")
                .containsPattern("CapEff:\t0+\n");
        String maps = frontdoor.execInContainer("cat", "/proc/1/maps").getStdout();
        assertThat(maps)
                .containsPattern("/opt/frontdoor/native/libnetty_tcnative")
                .containsPattern("/opt/frontdoor/native/libnetty_transport_native");
    }

    /** Docker's default profile forbids io_uring since version 25; the engine at hand may be older. */
    @Test
    void servesByEpollWhereTheSeccompProfileForbidsIoUring() {
        try (GenericContainer<?> confined = image()) {
            confined.withCreateContainerCmdModifier(
                    create -> create.getHostConfig().withSecurityOpts(List.of("seccomp=" + WITHOUT_IO_URING)));
            confined.start();

            assertThat(confined.getLogs()).containsPattern("event loops started transport=\"epoll\".*no IO_URING");
        }
    }

    @Test
    void servesAnEditedConfigurationWithoutARestart() throws Exception {
        files.write(7);

        await().atMost(60, SECONDS)
                .untilAsserted(
                        () -> assertThat(curl("-D", "-", "https://shop.test/")).contains("max-age=604800"));
    }

    @Test
    void servesAReplacedCertificateWithoutARestart() throws Exception {
        files.replaceCertificate();

        // The new certificate is the only one that curl trusts from now on.
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(curl("https://shop.test/")).isEqualTo("GET / https\n"));
    }

    /** Q20. */
    @Test
    void finishesWhatIsInFlightWhenItIsStopped() throws Exception {
        Path received = temporary.resolve("received");
        Process slow = curlProcess(received, "https://shop.test/slow");
        await().atMost(60, SECONDS).until(() -> Files.readString(received).contains("part 1"));

        DockerClientFactory.instance()
                .client()
                .stopContainerCmd(frontdoor.getContainerId())
                .withTimeout(30)
                .exec();

        assertThat(slow.waitFor()).isZero();
        assertThat(received).content().endsWith("part 9\n");
        assertThat(frontdoor.getCurrentContainerInfo().getState().getExitCodeLong())
                .isZero();
    }

    private String curl(String... arguments) throws IOException, InterruptedException {
        Path out = temporary.resolve("out");
        Process process = curlProcess(out, arguments);
        assertThat(process.waitFor()).as("curl's exit code").isZero();
        return Files.readString(out);
    }

    private Process curlProcess(Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-N", "--cacert", files.certificate.toString()));
        for (String host : List.of("shop.test", "www.shop.test")) {
            for (int port : List.of(80, 443)) {
                command.addAll(
                        List.of("--connect-to", host + ":" + port + ":127.0.0.1:" + frontdoor.getMappedPort(port)));
            }
        }
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(out.toFile()).start();
    }
}
