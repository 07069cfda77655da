package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of check about a bad configuration: plain lines, all of them at once, and the exit code. */
class BadInputTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writePair() {
        file = directory.resolve("frontdoor.conf");
        PemPair.of("shop.test").writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
    }

    private static CommandRun refused(String line) {
        return new CommandRun(1, "", line + "\n");
    }

    private CommandRun check(String text) throws IOException {
        Files.writeString(file, text);
        return CommandRun.of("check", file.toString());
    }

    /** A good site on lines 1 to 6, with something on line 5 and something after it; no test reads the machine's own state. */
    private static String site(String line5, String more) {
        return """
                frontdoor.sites.shop {
                  hosts = ["shop.test"]
                  certificate { chain = a.crt, key = a.key }
                  backend = "http://127.0.0.1:1"
                  %s
                }
                %s
                frontdoor.state-directory = state
                """.formatted(line5, more);
    }

    private void assertProblems(String text, String... lines) throws IOException {
        CommandRun result = check(text);
        assertThat(result.errLines())
                .containsExactly(
                        List.of(lines).stream().map(line -> file + line).toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysThatAGoodFileIsGood() throws IOException {
        CommandRun result = check(site("", ""));
        assertThat(result.out()).isEqualTo(file + ": good, sites: 1, hosts: 1\n");
        assertThat(result.errLines())
                .containsExactly("note: " + file + ":3: sites.shop.certificate: " + directory.resolve("a.crt")
                        + ": the root CN=Test authority is left out of the chain, since clients have it");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void tellsOfNoFileAndOfADirectory() {
        assertThat(CommandRun.of("check", file.toString())).isEqualTo(refused(file + ": no such file"));
        assertThat(CommandRun.of("check", directory.toString()))
                .isEqualTo(refused(directory + ": is a directory, not a file"));
    }

    @ParameterizedTest
    @CsvSource({"check, FILE", "run, FILE", "plan, FILE", "hsts, FILE", "explain, URL FILE"})
    void tellsHowToNameAFileWhereThereIsNone(String command, String arguments) {
        assumeThat(System.getenv(ConfigFileArgument.ENVIRONMENT)).isNull();
        assumeThat(Path.of(ConfigFileArgument.DEFAULT)).doesNotExist();
        CommandRun run =
                command.equals("explain") ? CommandRun.of(command, "https://shop.test/") : CommandRun.of(command);
        assertThat(run)
                .isEqualTo(refused("/etc/frontdoor/frontdoor.conf: no such file; name your file, as in frontdoor "
                        + command + " " + arguments + ", or set FRONTDOOR_CONFIG"));
    }

    @Test
    void tellsThatTheUrlComesFirst() throws IOException {
        Files.writeString(file, site("", ""));
        String told =
                "frontdoor explain: the URL comes first: frontdoor explain URL FILE; see frontdoor explain --help";
        for (List<String> arguments : List.of(
                List.of(file.toString()),
                List.of(file.toString(), "https://shop.test/"),
                List.of("typo.conf"),
                List.of(directory.resolve("a.crt").toString()))) {
            CommandRun run = CommandRun.of(
                    Stream.concat(Stream.of("explain"), arguments.stream()).toList());
            assertThat(run).isEqualTo(new CommandRun(2, "", told + "\n"));
        }
    }

    @Test
    void tellsOfAWrongType() throws IOException {
        assertProblems(
                site("hsts.include-subdomains = 7", ""),
                ":5: sites.shop.hsts.include-subdomains: expected true or false, found \"7\"");
    }

    @Test
    void tellsOfAnUnknownKey() throws IOException {
        assertProblems(
                site("hsts.max-ago = 1d", ""), ":5: sites.shop.hsts.max-ago: unknown key; did you mean max-age?");
    }

    @Test
    void tellsOfADurationWithoutAUnit() throws IOException {
        assertProblems(
                site("hsts.max-age = 31536000", ""),
                ":5: sites.shop.hsts.max-age: 31536000 has no unit; write 31536000s or 365d");
    }

    @Test
    void tellsOfAnUnknownUpstream() throws IOException {
        assertProblems(
                site("", "")
                                .replace(
                                        "backend = \"http://127.0.0.1:1\"",
                                        "routes = [ { path = \"/\", upstream = shp } ]")
                        + "frontdoor.upstreams { shop.servers = [\"a:1\"], blog.servers = [\"b:1\"] }",
                ":4: sites.shop.routes.0.upstream: no upstream named \"shp\" (known: blog, shop); write upstreams.NAME.servers = [...], or the name of one");
    }

    @Test
    void tellsOfOverlappingHostsAndOfACanonicalHostThatNoSiteLists() throws IOException {
        assertProblems(
                site("canonical = www.shop.test", site("", "").replace("sites.shop", "sites.zoo")),
                ":5: sites.shop.canonical: \"www.shop.test\" is in no site's hosts; add it to those of shop, or write none",
                ":8: sites.zoo.hosts.0: \"shop.test\" belongs to site shop already (" + file + ":2)");
    }

    @Test
    void tellsOfACertificateThatCoversNoneOfTheHosts() throws IOException {
        PemPair.of("blog.test").writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
        assertProblems(
                site("", ""),
                ":3: sites.shop.certificate: the certificate covers none of the hosts (shop.test); it names blog.test");
    }

    @Test
    void tellsOfAKeyThatDoesNotMatch() throws IOException {
        Files.writeString(directory.resolve("a.key"), PemPair.of("shop.test").key());
        assertProblems(
                site("", ""),
                ":3: sites.shop.certificate.key: " + directory.resolve("a.key")
                        + ": the key does not belong to the first certificate of " + directory.resolve("a.crt")
                        + ", nor to another one there; name the two files that were issued together");
    }

    @Test
    void tellsEverythingAtOnceInTheOrderOfLines() throws IOException {
        Files.delete(directory.resolve("a.key"));
        assertProblems(
                site("hsts.max-ago = 1d", "frontdoor.drain-timeout = 5"),
                ":3: sites.shop.certificate.key: " + directory.resolve("a.key")
                        + ": no such file; check the path and whether it is mounted",
                ":5: sites.shop.hsts.max-ago: unknown key; did you mean max-age?",
                ":7: drain-timeout: 5 has no unit; write 5s");
    }

    @Test
    void readsNoCertificateWhoseKeysAreWrongThemselves() throws IOException {
        assertProblems(site("", "").replace("chain = a.crt, ", ""), ":3: sites.shop.certificate.chain: is missing");
    }

    @Test
    void answersWrongUsageWithTwo() {
        assertThat(CommandRun.of("check", "a", "b").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("chekc").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of().exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("chekc").errLines()).first().asString().contains("chekc");
    }

    @Test
    void tellsThatNobodyAnswersOrThatNobodyCanBeAsked() throws IOException {
        Files.writeString(file, site("", "frontdoor.admin.listen = off"));
        assertThat(CommandRun.of("health", file.toString()))
                .isEqualTo(refused("frontdoor: admin.listen is off, so the running process cannot be asked"));
        // Where the file has problems elsewhere, the address in it still counts.
        Files.writeString(file, site("oops = 1", "frontdoor.admin.listen = \"127.0.0.1:1\""));
        CommandRun refused = CommandRun.of("reload", file.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .startsWith("frontdoor: nobody answers on the admin listener 127.0.0.1:1 (");
    }
}
