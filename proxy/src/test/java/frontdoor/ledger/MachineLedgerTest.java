package frontdoor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.promises.LedgerFile;
import frontdoor.promises.LedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger that {@code ./verify} lays where a machine keeps its own, so that a test that reads it fails. */
class MachineLedgerTest {
    private static final Path LEDGER = Path.of("src", "test", "machine", "ledger.previous");

    /** Where the current generation is a directory, the ledger is as unreadable as it can be made for root. */
    @Test
    void bindsTheNamesOfTestsBehindAGenerationThatNobodyCanRead(@TempDir Path state) throws IOException {
        Files.copy(LEDGER, state.resolve("ledger.previous"));
        Files.createDirectory(state.resolve("ledger"));

        LedgerStore.Found found = new LedgerFile(state).read();

        assertThat(found.readable()).isFalse();
        assertThat(found.faults()).containsExactly(state.resolve("ledger") + ": cannot be read (is a directory)");
        assertThat(found.ledger().entries())
                .extracting(Entry::host)
                .contains("example.com", "www.example.com", "shop.test", "a.test", "example.test");
    }
}
