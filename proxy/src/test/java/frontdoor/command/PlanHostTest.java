package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan --host} shows one host of a large configuration. */
class PlanHostTest {
    @TempDir
    Path directory;

    private Path config;

    @BeforeEach
    void write() throws IOException {
        PemPair.of("a.test", "b.test").writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
        config = directory.resolve("frontdoor.conf");
        Files.writeString(config, """
            frontdoor.state-directory = state
            frontdoor.sites.shop {
              hosts = ["a.test", "b.test"]
              certificate { chain = a.crt, key = a.key }
              hsts { max-age = 300s }
              backend = "http://127.0.0.1:1"
            }
            """);
    }

    private CommandRun plan(String host) {
        return CommandRun.of("plan", config.toString(), "--host", host);
    }

    @Test
    void showsThisHostAlone() {
        CommandRun run = plan("a.test");
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(run.out()).contains("a.test  site shop").doesNotContain("b.test  site shop");
    }

    /** Names of hosts have no case (RFC 4343). */
    @Test
    void findsAHostInAnyCase() {
        assertThat(plan("A.Test")).isEqualTo(plan("a.test"));
    }

    @Test
    void namesTheKnownHostsWhenThereIsNoSuchHost() {
        assertThat(plan("c.test"))
                .isEqualTo(new CommandRun(
                        ExitCode.PROBLEMS,
                        "",
                        "frontdoor plan: no site has the host c.test (known: a.test, b.test)\n"));
    }
}
