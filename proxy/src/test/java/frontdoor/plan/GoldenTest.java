package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.report.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What plan says of a configuration, to the letter: NAME.conf in, NAME.txt and NAME.json out. With {@code -Dplan.write} the outputs are
 * written instead of compared, to be read before they are committed.
 */
class GoldenTest {
    private static final Path CASES = Path.of("src", "test", "resources", "plan");
    private static final boolean WRITE = System.getProperty("plan.write") != null;

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> name.substring(0, name.length() - ".conf".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToPeople(String name) throws IOException {
        Plan plan = GoldenCase.of(name, Files.readString(CASES.resolve(name + ".conf")))
                .plan();
        compare(name + ".txt", String.join("\n", PlanText.of(plan, Paint.NONE)) + "\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToMachines(String name) throws IOException {
        Plan plan = GoldenCase.of(name, Files.readString(CASES.resolve(name + ".conf")))
                .plan();
        compare(name + ".json", PlanJson.of(plan) + "\n");
    }

    /** Every code is provoked by the case of its name. */
    @Test
    void thereIsACaseForEveryCode() throws IOException {
        Set<String> codes = Arrays.stream(Code.values()).map(Code::toString).collect(Collectors.toSet());
        for (String code : codes) {
            Plan plan = GoldenCase.of(code, Files.readString(CASES.resolve(code + ".conf")))
                    .plan();
            assertThat(plan.hosts().stream()
                            .flatMap(host -> host.verdicts().stream())
                            .map(verdict -> verdict.code().toString()))
                    .as(code)
                    .contains(code);
        }
    }

    private static void compare(String name, String actual) throws IOException {
        Path golden = CASES.resolve(name);
        if (WRITE) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}
