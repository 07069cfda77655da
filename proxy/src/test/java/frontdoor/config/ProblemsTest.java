package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem of a configuration, word for word: problems.txt holds what goes in and what has to come out. */
class ProblemsTest {
    @TempDir
    Path directory;

    record Case(String title, String text, List<String> problems) {
        @Override
        public String toString() {
            return title;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void reportsEveryProblemWithItsPlace(Case one) throws IOException {
        Path file = directory.resolve("f.conf");
        Files.writeString(file, one.text());
        assertThat(lines(ConfigLoader.load(file))).containsExactlyElementsOf(one.problems());
    }

    private List<String> lines(ConfigResult result) {
        return switch (result) {
            case ConfigResult.Loaded _ -> List.of("good");
            case ConfigResult.Rejected rejected ->
                rejected.problems().stream()
                        .map(problem -> problem.toString().replace(directory + "/", ""))
                        .toList();
        };
    }

    /** Cases are separated by lines of equals signs with a title; in each, a line of dashes precedes the problems. */
    static Stream<Case> cases() {
        return Arrays.stream(read().split("(?m)^=== ")).skip(1).map(ProblemsTest::parse);
    }

    private static Case parse(String block) {
        String title = block.lines().findFirst().orElseThrow();
        String[] halves = block.substring(title.length() + 1).split("(?m)^---\n", 2);
        // SITE stands for what a good site needs beside the one thing that a case is about.
        String text = halves[0].replace(
                "SITE", "hosts = [a.test], backend = \"http://b:80\", certificate { chain = c, key = k }");
        return new Case(
                title, text, halves[1].lines().filter(line -> !line.isBlank()).collect(Collectors.toList()));
    }

    private static String read() {
        try (InputStream golden = ProblemsTest.class.getResourceAsStream("problems.txt")) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
