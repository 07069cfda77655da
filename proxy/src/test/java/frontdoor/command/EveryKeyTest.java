package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.fixture.DocumentedKeys;
import frontdoor.fixture.TestCertificates;
import frontdoor.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key of reference.conf, with every kind of bad value that its type has: each is one problem, at its line, which shows what is wrong and how it
 * is mended. Issue 10.
 */
class EveryKeyTest {

    /** What a message that helps has in it: what is expected, or what to do. */
    private static final String CURE =
            "(?s).*(expected |possible|; |write |remove |needs |choose |known: |did you mean|has to ).*";

    /** What a site and an upstream need beside the one key. */
    private static final String BASE = """
            frontdoor.certificates.main { chain = "main.pem", key = "main.key" }
            frontdoor.state-directory = state
            frontdoor.upstreams.u.servers = ["a:80", "https://b"]
            frontdoor.upstreams.v.servers = ["a:80", "https://b"]
            frontdoor.sites.a { hosts = [a.test], routes = [{ path = "/", upstream = u }] }
            """;

    @TempDir
    private Path directory;

    record Row(String key, List<String> types, String around) {
        @Override
        public String toString() {
            return key;
        }
    }

    private static String read() {
        try (InputStream rows = EveryKeyTest.class.getResourceAsStream("every-key.txt")) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In every-key.txt: a key, its types, and in braces what a good value needs around it. */
    static Stream<Row> rows() {
        return read().lines().map(EveryKeyTest::row);
    }

    private static Row row(String line) {
        String[] parts = line.split(" \\| ", 2);
        int brace = parts[1].indexOf(" {");
        String types = brace < 0 ? parts[1] : parts[1].substring(0, brace);
        String around = brace < 0
                ? ""
                : parts[1].substring(brace + 2, parts[1].length() - 1).strip();
        return new Row(parts[0], Arrays.asList(types.split(" ")), around);
    }

    @BeforeEach
    void makeFiles() throws Exception {
        Instant now = Instant.now();
        TestCertificates.write(
                directory.resolve("main"),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(90)),
                List.of("a.test", "b.test"));
        Files.createDirectories(directory.resolve("folder"));
        Files.writeString(directory.resolve("plain.html"), "plain");
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("fifo.html").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void knowsEveryKeyOfTheReference() {
        assertThat(rows().map(Row::key)).containsExactlyInAnyOrderElementsOf(DocumentedKeys.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void tellsEveryBadValueOnceWithLineCulpritAndCure(Row row) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> bad : BadValues.of(row.types()).entrySet()) {
            String fault = faultOf(row, bad.getKey());
            if (!fault.isEmpty()) {
                wrong.add(bad.getValue() + " " + bad.getKey() + ": " + fault);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What is wrong with what is said of {@code value}; empty if nothing is. */
    private String faultOf(Row row, String value) throws IOException {
        String text = BASE + written(row, value);
        Path file = Files.writeString(directory.resolve("f.conf"), text);
        List<Problem> problems = switch (ConfigLoader.load(file)) {
            case ConfigResult.Rejected rejected -> rejected.problems();
            case ConfigResult.Loaded _ ->
                Reading.of(file, InstantSource.system()) instanceof Reading.Bad(List<Problem> unreadable)
                        ? unreadable
                        : List.of();
        };
        if (problems.isEmpty()) {
            return "is taken";
        }
        String said = problems.stream().map(Problem::toString).collect(Collectors.joining(" AND "));
        int line = 1
                + (int) text.substring(0, text.indexOf(value + "\n#"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        Problem first = problems.getFirst();
        String name = row.key().replaceFirst("(\\.NAME)?$", "").replaceFirst(".*\\.", "");
        // What an object lacks is told behind what is wrong in it, which may be why.
        return problems.stream().skip(1).anyMatch(more -> !more.text().equals("is missing"))
                        || first.at().line() != line
                        || !(first.key() + " " + first.text()).contains(name)
                                && !row.types().contains("file")
                        || !first.text().matches(CURE)
                ? said.replace(directory + "/", "")
                : "";
    }

    /** The value is on a line of its own, before a comment. */
    private static String written(Row row, String value) {
        String key = row.key();
        String own = key.substring(key.lastIndexOf('.') + 1).replace("NAME", nameFor(key)) + " = " + value + "\n#\n";
        String block = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
        String inBlock = (row.around().isEmpty() ? "" : row.around() + "\n") + own;
        if (block.startsWith("sites.NAME.routes")) {
            boolean answer = block.endsWith("answer");
            boolean header = block.endsWith("header");
            String route = answer
                    ? "path = \"/x\", answer {\n" + inBlock + "}"
                    : header ? row.around() + ", header {\n" + own + "}" : inBlock;
            return "frontdoor.sites.b { hosts = [b.test], routes = [{ " + route + "}] }\n";
        }
        if (block.equals("upstreams.NAME.servers")) {
            return "frontdoor.upstreams.v.servers = [\"c:80\", {\n" + inBlock + "}]\n";
        }
        if (block.startsWith("sites.NAME")) {
            String site = key.endsWith(".hosts") ? "" : "hosts = [b.test]\n";
            String target = key.endsWith(".backend") ? "" : "backend = \"http://b:80\"\n";
            return "frontdoor.sites.b {\n" + site + target + "}\nfrontdoor." + block.replace("NAME", "b") + " {\n"
                    + inBlock + "}\n";
        }
        return (block.isEmpty()
                        ? "frontdoor {\n"
                        : "frontdoor."
                                + block.replaceFirst("upstreams.NAME", "upstreams.u")
                                        .replace("NAME", "one") + " {\n")
                + inBlock + "}\n";
    }

    private static String nameFor(String key) {
        if (key.startsWith("log.levels")) {
            return "acme";
        }
        return key.contains("error-pages")
                ? "502"
                : key.contains("cookie-path") ? "\"/a\"" : key.contains("cookie-domain") ? "a" : "X-A";
    }

    /** The keys are in order, so that a new one finds its place. */
    @Test
    void isInOrder() {
        assertThat(rows().map(Row::key)).isSorted();
        assertThat(new TreeSet<>(rows().map(Row::key).toList())).hasSameSizeAs(rows().toList());
    }
}
