package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that include others, and files that cannot be read. */
class IncludeTest {
    private static final String SITE =
            "frontdoor.sites.a { hosts = [a.test], backend = \"http://b:80\", certificate { chain = c, key = k } }\n";

    /** What puts sites in maintenance by hand is read with every configuration. */
    private static final Path SWITCHES = Path.of("/var/lib/frontdoor/maintenance");

    @TempDir
    Path directory;

    @Test
    void namesEveryFileToWatchAlsoPatterns() throws IOException {
        write("sites/a.conf", SITE + "include \"deeper.conf\"\n");
        write("sites/deeper.conf", "frontdoor.drain-timeout = 3s\n");
        write("file.conf", "frontdoor.listen.http2 = false\n");
        Path file = write(
                "f.conf",
                "include \"sites/a.conf\"\ninclude \"absent*.conf\"\ninclude file(\"" + directory + "/file.conf\")\n");
        ConfigResult.Loaded loaded = ConfigLoaderTest.loaded(file);
        assertThat(loaded.config().drainTimeout()).hasSeconds(3);
        assertThat(loaded.config().listen().http2()).isFalse();
        assertThat(loaded.config().places().of("drain-timeout")).hasToString(directory + "/sites/deeper.conf:1");
        assertThat(loaded.files())
                .containsExactlyInAnyOrder(
                        file,
                        directory.resolve("sites/a.conf"),
                        directory.resolve("sites/deeper.conf"),
                        directory.resolve("absent*.conf"),
                        directory.resolve("file.conf"),
                        SWITCHES);
    }

    @Test
    void looksForEveryEndingOfANameWithoutOne() throws IOException {
        write("more.json", "{ \"frontdoor\": { \"drain-timeout\": \"3s\" } }");
        Path file = write("f.conf", SITE + "include \"more\"\n");
        ConfigResult.Loaded loaded = ConfigLoaderTest.loaded(file);
        assertThat(loaded.config().drainTimeout()).hasSeconds(3);
        assertThat(loaded.files())
                .contains(directory.resolve("more.json"), directory.resolve("more.conf"), directory.resolve("more"));
    }

    @Test
    void showsProblemsInTheFileThatHoldsThem() throws IOException {
        write("more.conf", "\nfrontdoor.sites.a.hsts = on\n");
        Path file = write("f.conf", SITE + "include \"more.conf\"\nfrontdoor.http4 = true\n");
        assertThat(problems(file))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("f.conf:3: http4: unknown key; known here: ")
                                .contains(" listen, "),
                        second -> assertThat(second)
                                .isEqualTo(
                                        "more.conf:2: sites.a.hsts: expected off, backend, kill or { max-age = ... },"
                                                + " found \"on\""));
    }

    @Test
    void showsASyntaxErrorInTheFileThatHoldsIt() throws IOException {
        write("more.conf", "\nfrontdoor {\n");
        Path file = write("f.conf", SITE + "include \"more.conf\"\n");
        assertThat(problems(file))
                .singleElement()
                .asString()
                .isEqualTo("more.conf:2: syntax error: the { that opens here is never closed");
        assertThat(ConfigLoader.load(file).files()).contains(directory.resolve("more.conf"));
    }

    @Test
    void includesNothingButFiles() throws IOException {
        Path file = write("f.conf", SITE + """
                include url("http://127.0.0.1:1/x.conf")
                include "http://127.0.0.1:1/y.conf"
                include classpath("reference.conf")
                include required("absent.conf")
                include "."
                """);
        assertThat(problems(file))
                .containsExactly(
                        "f.conf:2: includes a URL; only files can be included",
                        "f.conf:3: includes a URL; only files can be included",
                        "f.conf:4: includes from the classpath; only files can be included",
                        "f.conf:5: includes absent.conf: no such file",
                        "f.conf:6: includes .: is a directory, not a file");
    }

    @Test
    void fallsBackToNothingOnTheClasspath() throws IOException {
        Path file = write("f.conf", SITE + "include \"logback-test.xml\"\ninclude \"reference.conf\"\n");
        assertThat(problems(file))
                .containsExactly(
                        "f.conf:2: includes logback-test.xml: no such file, nor one of that name with .conf, .json or"
                                + " .properties",
                        "f.conf:3: includes reference.conf: no such file");
    }

    /** An include that is absent would mean hosts that are not served. */
    @Test
    void refusesAnIncludeThatIsMissingAndWatchesForIt() throws IOException {
        Path file = write("f.conf", SITE + "\n  include \"sites/mistyped.conf\"\n");
        assertThat(problems(file)).containsExactly("f.conf:3: includes sites/mistyped.conf: no such file");
        assertThat(ConfigLoader.load(file).files()).contains(directory.resolve("sites/mistyped.conf"));
    }

    @Test
    void includesWhatAPatternMatchesInTheOrderOfNames() throws IOException {
        write("sites/b.conf", "frontdoor.drain-timeout = 4s\n");
        write("sites/a.conf", SITE + "frontdoor.drain-timeout = 3s\n");
        write("sites/.hidden.conf", "frontdoor.drain-timeout = 5s\n");
        write("sites/b.conf.old", "frontdoor.drain-timeout = 6s\n");
        Path file = write("f.conf", "include \"sites/*.conf\"\n");
        ConfigResult.Loaded loaded = ConfigLoaderTest.loaded(file);
        assertThat(loaded.config().drainTimeout()).hasSeconds(4);
        assertThat(loaded.config().places().of("drain-timeout")).hasToString(directory + "/sites/b.conf:1");
        assertThat(loaded.files())
                .containsExactlyInAnyOrder(
                        file,
                        directory.resolve("sites/*.conf"),
                        directory.resolve("sites/a.conf"),
                        directory.resolve("sites/b.conf"),
                        SWITCHES);
    }

    @Test
    void takesAPatternThatMatchesNothingButNotOneWithoutADirectory() throws IOException {
        assertThat(ConfigLoaderTest.loaded(write("f.conf", SITE + "include \"local?.conf\"\n"))
                        .config()
                        .sites())
                .hasSize(1);
        assertThat(problems(write("g.conf", SITE + "include \"sits/*.conf\"\ninclude \"*/a.conf\"\n")))
                .containsExactly(
                        "g.conf:2: includes sits/*.conf: its directory: no such file or directory",
                        "g.conf:3: includes */a.conf: only the last name of a path can be a pattern");
    }

    @Test
    void refusesACycle() throws IOException {
        write("more.conf", "include \"f.conf\"\n");
        Path file = write("f.conf", SITE + "include \"more.conf\"\n");
        assertThat(problems(file)).containsExactly("more.conf:1: includes itself, by way of f.conf");
    }

    @Test
    void takesTextAsEditorsOfAllSystemsLeaveIt() throws IOException {
        Path file =
                write("f.conf", "\ufeff" + SITE.replace(" ", "\t").replace("\n", "\r\n") + "include \"more.conf\"\r\n");
        write("more.conf", "\ufefffrontdoor.drain-timeout = 3s\r\n");
        assertThat(ConfigLoaderTest.loaded(file).config().drainTimeout()).hasSeconds(3);
    }

    @Test
    void saysWhatAFileIsThatIsNotUtf8() throws IOException {
        String utf16 = "utf16.conf: is not UTF-8 text but UTF-16, or no text at all; save it as UTF-8";
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(problems(Files.writeString(directory.resolve("utf16.conf"), SITE, charset)))
                    .containsExactly(utf16);
        }
        Path latin1 = Files.writeString(
                directory.resolve("latin1.conf"), SITE + "# f\u00fcr alle\n", StandardCharsets.ISO_8859_1);
        assertThat(problems(latin1))
                .containsExactly("latin1.conf: is not UTF-8 text: line 2 has the octet 0xfc; save it as UTF-8");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        assertThat(problems(directory.resolve("absent.conf"))).containsExactly("absent.conf: no such file");
        assertThat(problems(directory)).singleElement().asString().endsWith(": is a directory, not a file");
        assertThat(problems(Files.write(directory.resolve("latin1.conf"), new byte[] {(byte) 0xe4, '\n'})))
                .containsExactly("latin1.conf: is not UTF-8 text: line 1 has the octet 0xe4; save it as UTF-8");
        assertThat(problems(Path.of("/proc/self/mem")))
                .singleElement()
                .asString()
                .contains("cannot be read");
        assertThat(ConfigLoader.load(directory.resolve("absent.conf")).files())
                .containsExactly(directory.resolve("absent.conf"));
    }

    private List<String> problems(Path file) {
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result).isInstanceOf(ConfigResult.Rejected.class);
        return ((ConfigResult.Rejected) result)
                .problems().stream()
                        .map(problem -> problem.toString().replace(directory + "/", ""))
                        .toList();
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
