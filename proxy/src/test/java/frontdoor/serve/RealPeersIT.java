package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.LegacyServer;
import frontdoor.fixture.Program;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A front door between programs that people really use: curl, wrk and h2load before it, nginx behind it; nothing may go wrong. */
@ExtendWith(LeakPresence.class)
class RealPeersIT {
    private static final String HOST = "example.test";

    @TempDir
    private static Path directory;

    private static ServerProcess nginx;
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        nginx = LegacyServer.nginx(Files.createDirectory(directory.resolve("nginx")));
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.shop { hosts = ["example.test", "localhost"], backend = "http://127.0.0.1:%d" }
                """.formatted(nginx.port()));
    }

    @AfterAll
    static void close() throws Exception {
        if (door != null) {
            door.close();
        }
        if (nginx != null) {
            nginx.close();
        }
    }

    private static int port(boolean secure) {
        return door.address(secure).getPort();
    }

    /** Sends so many requests and expects as many answers of this class of status, and no error of any kind. */
    private static void load(int requests, String statuses, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(new String[] {"-t", "1", "-n", "" + requests}, 0, all, arguments.length, 4);
        assertThat(Program.named("h2load").run(all).output())
                .contains("%1$d done, %1$d succeeded, 0 failed, 0 errored, 0 timeout".formatted(requests))
                .contains(statuses.formatted(requests));
    }

    private static String secureAt() {
        return "--connect-to=127.0.0.1:" + port(true);
    }

    @Test
    void answersH2loadOverHttp2() throws Exception {
        load(3000, "status codes: %d 2xx", "-c", "20", "-m", "20", secureAt(), "https://" + HOST + "/");
    }

    @Test
    void answersH2loadOverHttp1() throws Exception {
        load(1500, "status codes: %d 2xx", "-c", "20", "--h1", secureAt(), "https://" + HOST + "/");
    }

    @Test
    void redirectsH2loadFromThePlaintextPort() throws Exception {
        String plain = "--connect-to=127.0.0.1:" + port(false);
        load(2000, "0 2xx, %d 3xx", "-c", "20", "--h1", plain, "http://" + HOST + "/");
    }

    /** Whether the backend answers after the body or before it. */
    @ParameterizedTest
    @ValueSource(strings = {"/sink", "/early"})
    void takesUploadsOfH2loadOverHttp2(String path) throws Exception {
        String body = random("megabyte", 1 << 20).toString();
        load(40, "status codes: %d 2xx", "-c", "4", "-m", "4", "-d", body, secureAt(), "https://" + HOST + path);
    }

    @Test
    void takesUploadsOfH2loadOverHttp1() throws Exception {
        String body = random("megabyte", 1 << 20).toString();
        load(20, "status codes: %d 2xx", "-c", "4", "--h1", "-d", body, secureAt(), "https://" + HOST + "/sink");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersWrk(boolean secure) throws Exception {
        String url = (secure ? "https" : "http") + "://localhost:" + port(secure) + "/";
        Program.Run run = Program.named("wrk").run("-t", "1", "-c", "20", "-d", "2s", "-H", "Host: " + HOST, url);
        assertThat(run.exit()).isZero();
        assertThat(run.output())
                .containsPattern("[1-9][0-9]+ requests in")
                .doesNotContain("Socket errors", "Non-2xx or 3xx");
    }

    /** There and back again, with {@code Expect: 100-continue} as curl sends it, and in chunks where HTTP/1.1 has no length. */
    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void carriesFilesOfCurlBothWays(String version) throws Exception {
        Path sent = random("sent" + version, 12 << 20);
        Path received = directory.resolve("received" + version);

        assertThat(curl(
                        version,
                        "-T",
                        sent.toString(),
                        "-o",
                        directory.resolve("answer").toString(),
                        "/files/" + version))
                .endsWith("201");
        assertThat(curl(version, "-o", received.toString(), "/files/" + version))
                .endsWith("200");
        assertThat(received).hasSameBinaryContentAs(sent);

        assertThat(curl(version, "-H", "Transfer-Encoding: chunked", "--data-binary", "@" + sent, "/sink"))
                .endsWith("200");
    }

    @Test
    void leadsCurlFromThePlaintextPort() throws Exception {
        Program.Run run = Program.named("curl")
                .run(
                        "-sS",
                        "-i",
                        "--resolve",
                        HOST + ":" + port(false) + ":127.0.0.1",
                        "http://" + HOST + ":" + port(false) + "/a?b=c");
        assertThat(run.output()).startsWith("HTTP/1.1 301 ").contains("Location: https://" + HOST + "/a?b=c\r\n");
    }

    /** Runs curl with certificates verified; the last argument is the path; ends with the status. */
    private static String curl(String version, String... arguments) throws Exception {
        int last = arguments.length - 1;
        String[] all = new String[last + 8];
        System.arraycopy(arguments, 0, all, 0, last);
        String at = HOST + ":" + port(true);
        System.arraycopy(
                new String[] {
                    version,
                    "-sS",
                    "-w%{http_code}",
                    "--cacert",
                    directory.resolve("development/authority.pem").toString(),
                    "--resolve",
                    at + ":127.0.0.1",
                    "https://" + at + arguments[last]
                },
                0,
                all,
                last,
                8);
        return Program.named("curl").run(all).output();
    }

    private static Path random(String name, int size) throws IOException {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return Files.write(directory.resolve(name), octets);
    }
}
