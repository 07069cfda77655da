package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages of run when it cannot start, and its exit code. Q23, Q28. */
class CannotStartIT {
    private static final Duration END = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private SiteFiles site;

    @BeforeEach
    void writeFiles() {
        site = new SiteFiles(directory, 1, 1);
    }

    private void assertRefused(int exitCode, String line) {
        assertRefused(exitCode, List.of(), line);
    }

    private void assertRefused(int exitCode, List<String> wrapper, String line) {
        assertRefused(exitCode, site.configuration(), wrapper, line);
    }

    private void assertRefused(int exitCode, Path configuration, List<String> wrapper, String line) {
        try (FrontdoorProcess process =
                FrontdoorProcess.start(directory, wrapper, List.of(), "run", configuration.toString())) {
            assertThat(process.awaitEnd(END)).as(process.log()).isEqualTo(exitCode);
            assertThat(process.plainLines()).containsExactly(line);
            assertThat(process.log()).doesNotContain("Exception", "\tat ", "ERROR", "WARN");
            assertThat(process.stdout()).isEmpty();
        }
    }

    private static String inUse(String key, String address) {
        return "frontdoor: cannot listen on " + key + " " + address + ": address in use; end what holds it, or change "
                + key;
    }

    @Test
    void endsWithOneForABadConfiguration() throws IOException {
        SiteFiles.write(site.configuration(), site.text(300).replace("drain-timeout = 5m", "drain-timeout = 20"));
        assertRefused(1, site.configuration() + ":6: drain-timeout: 20 has no unit; write 20s");
        Files.delete(site.configuration());
        assertRefused(1, site.configuration() + ": no such file");
    }

    @Test
    void endsWithOneForABadCertificate() throws IOException {
        Files.delete(site.key());
        assertRefused(
                1,
                site.configuration() + ":9: sites.shop.certificate.key: " + site.key()
                        + ": no such file; check the path and whether it is mounted");
    }

    @Test
    @DisplayName("Q23. A port that somebody listens on is named")
    void endsWithThreeForAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            site.listening("listen { plaintext = [\"" + address + "\"], tls = [\"127.0.0.1:0\"] }");
            assertRefused(3, inUse("listen.plaintext", address));
        }
        try (ServerSocket taken = new ServerSocket(site.adminPort(), 1, InetAddress.getLoopbackAddress())) {
            site.listening("listen { plaintext = [], tls = [\"127.0.0.1:0\"] }");
            assertRefused(3, inUse("admin.listen", "127.0.0.1:" + taken.getLocalPort()));
        }
    }

    @Test
    @DisplayName("Q28. A second Frontdoor on the same port is refused, and the first goes on")
    void endsWithThreeForThePortOfAnotherFrontdoor() throws IOException {
        String address = "127.0.0.1:" + FreePort.take();
        site.listening("listen { plaintext = [], tls = [\"" + address + "\"] }");
        try (FrontdoorProcess first = FrontdoorProcess.serve(directory, site.configuration())) {
            Path other = directory.resolve("other.conf");
            SiteFiles.write(other, site.text(300).replace("\"state\"", "\"state2\""));
            assertRefused(3, other, List.of(), inUse("listen.tls", address));
            TlsClient.connect(first.tlsPort()).close();
        }
    }

    /** Each would record that what the other still sends has stopped. */
    @Test
    void endsWithThreeForTheStateDirectoryOfAnotherFrontdoor() throws IOException {
        try (FrontdoorProcess first = FrontdoorProcess.serve(directory, site.configuration())) {
            assertRefused(
                    3,
                    "frontdoor: the state directory " + directory.resolve("state") + " is in use by process "
                            + first.pid() + "; end that one, or choose another directory with state-directory");
            first.kill();
            first.awaitEnd(END);
            FrontdoorProcess.serve(directory, site.configuration()).close();
        }
    }

    /** HSTS.md, chapter 4: what is still sent counts as sent. */
    @Test
    void leavesThePromisesOfAnotherFrontdoorOnTheSamePortOpen() throws IOException {
        String address = "127.0.0.1:" + FreePort.take();
        site.listening("listen { plaintext = [], tls = [\"" + address + "\"] }");
        try (FrontdoorProcess _ = FrontdoorProcess.serve(directory, site.configuration())) {
            Path other = directory.resolve("other.conf");
            SiteFiles.write(other, site.text(600));
            try (FrontdoorProcess second = FrontdoorProcess.start(directory, "run", other.toString())) {
                assertThat(second.awaitEnd(END)).isEqualTo(3);
            }
            assertThat(Files.readString(directory.resolve("state").resolve("ledger")))
                    .containsPattern("sent shop.test max-age=300 from \\S+ until now ");
        }
    }

    @Test
    @DisplayName("Q23. A port below 1024 without the right to bind it")
    void endsWithThreeForAPrivilegedPort() {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(!root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv to give up a right");
        site.listening("listen { plaintext = [\"127.0.0.1:81\"], tls = [\"127.0.0.1:0\"] }");
        assertRefused(
                3,
                root ? List.of("setpriv", "--bounding-set=-net_bind_service") : List.of(),
                "frontdoor: cannot listen on listen.plaintext 127.0.0.1:81: no permission to bind port 81 (give the process"
                        + " CAP_NET_BIND_SERVICE, or listen on a port from 1024 up)");
    }

    @Test
    void endsWithOneForAStateDirectoryThatIsAFile() throws IOException {
        Files.writeString(directory.resolve("state"), "a file where the directory should be");
        assertRefused(
                1,
                site.configuration()
                        + ":5: state-directory: \"state\" is not a directory, or is in a file; write the path of a directory");
    }

    @Test
    void endsWithThreeForAStateDirectoryThatCannotBeMade() throws IOException {
        Files.createSymbolicLink(directory.resolve("state"), Path.of("/proc/none"));
        assertRefused(
                3,
                "frontdoor: the state directory " + directory.resolve("state")
                        + " does not exist, and cannot be made in " + directory
                        + "; make it for this user, or choose another with state-directory (not a directory)");
    }
}
