package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import frontdoor.fixture.CommandRun;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations in force, as {@code frontdoor config} prints them, and judgements of {@code check} as JSON. */
class ConfigCommandTest {
    @TempDir
    private Path directory;

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("frontdoor.conf"), text).toString();
    }

    private String two() throws IOException {
        Files.writeString(
                directory.resolve("more.conf"), "frontdoor { drain-timeout = 7s, state-directory = state }\n");
        return file("""
                include "more.conf"
                frontdoor.site-defaults.hsts.max-age = 30d
                frontdoor.acme { authorities = [{ name = "one", url = "https://127.0.0.1/dir" }], agree-to-terms = true }
                frontdoor.sites {
                  shop { certificate = acme, hosts = ["a.test", "b.test"], hsts = kill, backend = "http://127.0.0.1:1" }
                  "my shop" { certificate = acme, hosts = ["c.test"], routes = [{ path = "/x", redirect = "https://a.test/" }] }
                }
                """);
    }

    @Test
    void printsEveryValueWithTheLineThatDecidedIt() throws IOException {
        String file = two();

        CommandRun run = CommandRun.of("config", file);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines())
                .contains(
                        "frontdoor.drain-timeout = \"7s\"  # " + directory.resolve("more.conf") + ":1",
                        "frontdoor.sites.shop.hosts = [\"a.test\",\"b.test\"]  # " + file + ":5",
                        "frontdoor.sites.shop.hsts = \"kill\"  # " + file + ":5",
                        "frontdoor.site-defaults.hsts.max-age = \"30d\"  # " + file + ":2",
                        "frontdoor.sites.\"my shop\".routes = [{\"path\":\"/x\",\"redirect\":\"https://a.test/\"}]  # "
                                + file + ":6")
                .anyMatch(line -> line.matches("frontdoor\\.listen\\.tls = \\[\":443\"]  # reference\\.conf:\\d+"))
                .noneMatch(line -> line.startsWith("frontdoor.sites.shop.hosts.0"));
    }

    @Test
    void printsAConfigurationAgain() throws IOException {
        CommandRun first = CommandRun.of("config", two());
        Path again = Files.writeString(directory.resolve("again.conf"), first.out());

        CommandRun second = CommandRun.of("config", again.toString());

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(values(second)).isNotEmpty().isEqualTo(values(first));
    }

    private static List<String> values(CommandRun run) {
        return run.outLines().stream().map(line -> line.split("  # ")[0]).toList();
    }

    @Test
    void leavesSecretsOut() throws IOException {
        String file = file("""
                frontdoor.certificates.one { chain = a.pem, key = a.key, password = xyzzy-1 }
                frontdoor.certificates.two = [{ chain = a.pem, key = a.key, password = xyzzy-2 }]
                frontdoor.sites.shop { hosts = ["a.test"], backend = "http://127.0.0.1:1"
                  headers.request.set { Authorization = "Basic xyzzy-3", X-Api-Key = "xyzzy-4", X-Shown = "yes" } }
                """);

        for (List<String> command : List.of(List.of("config", file), List.of("config", "--json", file))) {
            CommandRun run = CommandRun.of(command);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("X-Shown", "a.key").doesNotContain("xyzzy");
        }
        assertThat(CommandRun.of("config", file).outLines())
                .contains(
                        "# frontdoor.certificates.one.password is a secret, and left out  # " + file + ":1",
                        "frontdoor.certificates.two = [{\"chain\":\"a.pem\",\"key\":\"a.key\"}]  # " + file + ":2");
    }

    @Test
    void printsJson() throws IOException {
        JsonNode values = json(CommandRun.of("config", "--json", two()).out());

        assertThat(values).anySatisfy(value -> {
            assertThat(value.path("key").asText()).isEqualTo("drain-timeout");
            assertThat(value.path("value").asText()).isEqualTo("\"7s\"");
            assertThat(value.path("file").asText()).endsWith("more.conf");
            assertThat(value.path("line").asInt()).isEqualTo(1);
        });
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void refusesWhatIsWrongAsCheckDoes() throws IOException {
        String file = file("frontdoor.sites.shop { hosts = [\"a.test\"], backed = \"http://127.0.0.1:1\" }\n");

        CommandRun run = CommandRun.of("config", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .isNotEmpty()
                .isSubsetOf(CommandRun.of("check", file).errLines());
    }

    @Test
    void checkTellsProblemsAsJson() throws IOException {
        String file = file("frontdoor.sites.shop {\n hosts = [\"a.test\"], backed = \"http://127.0.0.1:1\" }\n");

        CommandRun run = CommandRun.of("check", "--json", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).isEmpty();
        JsonNode told = json(run.out());
        assertThat(told.path("good").asBoolean(true)).isFalse();
        assertThat(told.path("problems")).anySatisfy(problem -> {
            assertThat(problem.path("file").asText()).isEqualTo(file);
            assertThat(problem.path("line").asInt()).isEqualTo(2);
            assertThat(problem.path("key").asText()).isEqualTo("sites.shop.backed");
            assertThat(problem.path("text").asText()).contains("backend");
        });
    }

    @Test
    void checkTellsWhatIsGoodAsJson() throws IOException {
        JsonNode told = json(CommandRun.of("check", "--json", two()).out());

        assertThat(told.path("good").asBoolean()).isTrue();
        assertThat(told.path("problems")).isEmpty();
        assertThat(told.path("sites").asInt()).isEqualTo(2);
        assertThat(told.path("hosts").asInt()).isEqualTo(3);
    }
}
