package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of a start that tell of certificates. */
class StartReportTest {
    private final RecordedLog told = RecordedLog.ofAll(StartReport.class);

    @TempDir
    Path directory;

    @AfterEach
    void leave() {
        told.close();
    }

    @Test
    void namesTheAddressesOfACertificateAsWellAsItsNames() throws Exception {
        write("bare", "192.0.2.7");
        write("both", "192.0.2.8", "both.test");
        FrontDoorHarness.open(directory, """
                frontdoor.sites {
                  bare { hosts = ["192.0.2.7"], certificate { chain = bare.pem, key = bare.key }, backend = "http://127.0.0.1:1" }
                  both { hosts = ["both.test"], certificate { chain = both.pem, key = both.key }, backend = "http://127.0.0.1:1" }
                }
                """).close();
        assertThat(named()).contains("192.0.2.7", "both.test 192.0.2.8");
    }

    private void write(String name, String... names) {
        Instant now = Instant.now();
        TestCertificates.write(
                directory.resolve(name), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)), List.of(names));
    }

    private List<String> named() {
        return told.events().stream()
                .flatMap(line -> line.getKeyValuePairs() == null ? Stream.empty() : line.getKeyValuePairs().stream())
                .filter(pair -> pair.key.equals("names"))
                .map(pair -> String.valueOf(pair.value))
                .toList();
    }
}
