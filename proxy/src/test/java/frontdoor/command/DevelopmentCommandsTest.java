package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.serve.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The messages of demo and proxy when they cannot serve: one line on stderr, nothing on stdout, and the exit code of its
 * kind.
 */
class DevelopmentCommandsTest {
    private static final String GOOD = "http://127.0.0.1:1";

    @TempDir
    Path temporary;

    @BeforeAll
    static void keepTheLogOfOtherTestsAsItIs() {
        if (System.getProperty("frontdoor.log") == null) {
            System.setProperty("frontdoor.log", "INFO");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1:3000/shop  | has a path
            http://user:secret@shop:80  | holds a user name or password; remove it
            http://127.0.0.1:99999      | has no valid port
            3000                        | expected a server such as "http://legacy:8080"
            ftp://127.0.0.1             | "ftp://127.0.0.1"
            http://                     | expected a server such as "http://legacy:8080"
            """)
    void refusesABackendThatIsNone(String to, String reason) {
        CommandRun run = proxy("--to", to);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("frontdoor proxy: --to: ")
                .contains(reason)
                .doesNotContain("secret");
        assertOneLine(run);
        assertThat(temporary).as("nothing is made for a wrong command line").isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *            | is not one host name
            *.shop.test  | is not one host name
            Shop.test    | is not in lower case; write "shop.test"
            shop.test:80 | has a port; write "shop.test"
            a b          | is not a host name
            """)
    void refusesAHostThatIsNone(String host, String reason) {
        CommandRun run = proxy("--to", GOOD, "--host", host);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("frontdoor proxy: --host: ").contains(reason);
        assertOneLine(run);
    }

    @ParameterizedTest
    @CsvSource({"--http-port, 99999", "--https-port, abc", "--https-port, -1"})
    void refusesAPortThatIsNone(String option, String port) {
        CommandRun run = CommandRun.of("demo", option + "=" + port);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("frontdoor demo: " + option + ": " + port
                        + " is no port; 0 to 65535; see frontdoor demo --help\n");
    }

    @Test
    void refusesOnePortForBoth() {
        CommandRun run = execute("proxy", "--to", GOOD, "--http-port", "4321", "--https-port", "4321");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--https-port").contains("is listened on already");
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            CommandRun run = execute("proxy", "--to", GOOD, "--quiet", "--http-port", "0", "--https-port", port);

            assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(run.err())
                    .isEqualTo("frontdoor: cannot listen on 127.0.0.1:" + port
                            + ": address in use; choose another with --https-port\n");
            assertOneLine(run);
        }
    }

    /** The ledger of such a front door is of its https port. */
    @Test
    void saysWhoServesThePortAlready() throws Exception {
        Path ledger = Files.createDirectories(temporary.resolve("development/port-4321"));
        try (FileChannel lock = FileChannel.open(
                ledger.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock.write(ByteBuffer.wrap("77\n".getBytes(StandardCharsets.US_ASCII)));
            assertThat(lock.lock()).isNotNull();
            CommandRun run = execute("proxy", "--to", GOOD, "--quiet", "--http-port", "0", "--https-port", "4321");

            assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(run.err())
                    .matches(
                            "frontdoor: another demo or proxy \\((process 77|this very process)\\) serves https port 4321;"
                                    + " end it, or choose --https-port and --http-port\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4321, --http-port",
        "http://localhost:4321, --http-port",
        "http://0.0.0.0:4322, --https-port"
    })
    void refusesItselfAsTheBackend(String to, String option) {
        CommandRun run = execute("proxy", "--to", to, "--http-port", "4321", "--https-port", "4322");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("frontdoor proxy: --to: " + to
                        + " is where this proxy itself listens; choose another port with " + option + "\n");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void saysThatTheStateDirectoryCannotBeMade() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        CommandRun run =
                CommandRun.of("demo", "--state-directory", file.resolve("state").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_START);
        assertThat(run.err())
                .contains(file.resolve("state").toString())
                .contains(" does not exist, and cannot be made in " + file + "; make it for this user")
                .contains("choose another with --state-directory (not a directory)");
        assertOneLine(run);
    }

    @Test
    void wantsToKnowWhereTo() {
        CommandRun run = execute("proxy");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--to").endsWith("; see frontdoor proxy --help\n");
        assertOneLine(run);
    }

    private static void assertOneLine(CommandRun run) {
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    private CommandRun proxy(String... options) {
        List<String> ports = List.of("proxy", "--http-port", "0", "--https-port", "0");
        return execute(with(ports, List.of(options)).toArray(String[]::new));
    }

    private CommandRun execute(String... arguments) {
        return CommandRun.of(with(List.of(arguments), List.of("--state-directory", temporary.toString())));
    }

    private static List<String> with(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
