package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.GoldenCase;
import frontdoor.fixture.GoldenFiles;
import frontdoor.report.Paint;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The output of plan for a configuration, to the letter: NAME.conf in, NAME.txt and NAME.json out, see {@link
 * GoldenFiles}.
 */
class GoldenTest {
    static List<String> names() throws IOException {
        return GoldenFiles.names(_ -> true);
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToPeople(String name) throws IOException {
        Plan plan = GoldenCase.of(name, GoldenFiles.config(name)).plan();
        GoldenFiles.compare(name + ".txt", String.join("\n", PlanText.of(plan, Paint.NONE, 104)) + "\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToMachines(String name) throws IOException {
        Plan plan = GoldenCase.of(name, GoldenFiles.config(name)).plan();
        GoldenFiles.compare(name + ".json", PlanJson.of(plan) + "\n");
    }

    /** Every code is provoked by the case of its name. */
    @Test
    void thereIsACaseForEveryCode() throws IOException {
        Set<String> codes = Arrays.stream(Code.values()).map(Code::toString).collect(Collectors.toSet());
        for (String code : codes) {
            Plan plan = GoldenCase.of(code, GoldenFiles.config(code)).plan();
            assertThat(plan.hosts().stream()
                            .flatMap(host -> host.verdicts().stream())
                            .map(verdict -> verdict.code().toString()))
                    .as(code)
                    .contains(code);
        }
    }
}
