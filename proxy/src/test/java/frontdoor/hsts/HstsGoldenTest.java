package frontdoor.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.plan.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code frontdoor hsts} says of a configuration with a ledger, to the letter: NAME.conf in, NAME.hsts.txt and NAME.hsts.json out.
 * Written instead of compared as in {@code GoldenTest}.
 */
class HstsGoldenTest {
    private static final Path CASES = Path.of("src", "test", "resources", "plan");
    private static final boolean WRITE = System.getProperty("plan.write") != null;

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("ledger-") || name.startsWith("broken-promise"))
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> name.substring(0, name.length() - ".conf".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToPeople(String name) throws IOException {
        GoldenCase golden = GoldenCase.of("hsts-" + name, Files.readString(CASES.resolve(name + ".conf")));
        String faults = String.join(
                "",
                golden.ledger().faults().stream()
                        .map(fault -> "warning: " + fault + "\n")
                        .toList());
        compare(name + ".hsts.txt", faults + HstsText.of(report(golden)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToMachines(String name) throws IOException {
        GoldenCase golden = GoldenCase.of("hsts-" + name, Files.readString(CASES.resolve(name + ".conf")));
        compare(name + ".hsts.json", HstsJson.of(report(golden)));
    }

    private static HstsReport report(GoldenCase golden) {
        return HstsReport.of(golden.config(), golden.certificates().store(), golden.ledger(), golden.at());
    }

    private static void compare(String name, String actual) throws IOException {
        Path golden = CASES.resolve(name);
        if (WRITE) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}
