package frontdoor.hsts;

import frontdoor.fixture.GoldenCase;
import frontdoor.fixture.GoldenFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The output of {@code frontdoor hsts} for a configuration with a ledger, to the letter: NAME.conf in, NAME.hsts.txt
 * and NAME.hsts.json out. See {@link GoldenFiles}.
 */
class HstsGoldenTest {
    static List<String> names() throws IOException {
        return GoldenFiles.names(name -> name.startsWith("ledger-") || name.startsWith("broken-promise"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToPeople(String name) throws IOException {
        GoldenCase golden = GoldenCase.of("hsts-" + name, GoldenFiles.config(name));
        String faults = String.join(
                "",
                golden.ledger().faults().stream()
                        .map(fault -> "warning: " + fault + "\n")
                        .toList());
        GoldenFiles.compare(name + ".hsts.txt", faults + HstsText.of(report(golden)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThisToMachines(String name) throws IOException {
        GoldenCase golden = GoldenCase.of("hsts-" + name, GoldenFiles.config(name));
        GoldenFiles.compare(name + ".hsts.json", HstsJson.of(report(golden)));
    }

    private static HstsReport report(GoldenCase golden) {
        return HstsReport.of(golden.config(), golden.certificates(), golden.ledger(), golden.at());
    }
}
