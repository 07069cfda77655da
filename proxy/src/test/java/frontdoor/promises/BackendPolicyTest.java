package frontdoor.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.ledger.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backend's policy passes when it is recorded, and no flood of it fills memory or disk. HSTS.md, chapter 4: off,
 * backend, kill.
 */
class BackendPolicyTest {
    private static final String HOST = "shop.test";

    @TempDir
    Path directory;

    private DurableLedger ledger;
    private Promises promises;
    private BackendPolicy passed;

    @BeforeEach
    void open() {
        ledger = DurableLedger.open(new LedgerFile(directory), InstantSource.system());
        promises = new Promises(ledger, InstantSource.system());
        passed = new BackendPolicy(HOST, promises, List.of());
    }

    @AfterEach
    void close() {
        promises.close();
    }

    @Test
    void passesNothingBeforeItIsOnDisk() {
        assertThat(passes("max-age=600")).isFalse();
        await().until(() -> {
            boolean passes = passes("max-age=600");
            assertThat(!passes || !recorded().isEmpty()).isTrue();
            return passes;
        });
        assertThat(recorded()).containsExactly(new Promise(600, false, false));
    }

    @Test
    void passesWhatPromisesNoMoreThanWhatIsRecorded() {
        awaitPasses("max-age=600; includeSubDomains");
        assertThat(passes("max-age=599")).isTrue();
        assertThat(passes("MAX-AGE=\"600\" ;includesubdomains")).isTrue();
        assertThat(passes("max-age=600; preload")).isFalse();
        awaitPasses("max-age=600; preload");
    }

    @Test
    void passesAtOnceWhatTakesAPolicyAwayAndNeverWhatIsNone() {
        assertThat(passes("max-age=0; includeSubDomains")).isTrue();
        assertThat(passes("max-age=soon")).isFalse();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void passesNothingWhileItCannotBeRecorded() throws IOException {
        Files.createDirectory(directory.resolve("ledger.new"));
        assertThat(passes("max-age=600")).isFalse();
        await().until(() -> !ledger.isWritable());
        assertThat(passes("max-age=600")).isFalse();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void recordsNoMoreThanEightOfAFloodOfValues() throws IOException {
        int value = 1;
        while (recorded().size() < BackendPolicy.MOST_PROMISES) {
            awaitPasses("max-age=" + value++);
        }
        byte[] before = Files.readAllBytes(directory.resolve("ledger"));
        for (int i = 0; i < 100_000; i++) {
            assertThat(passes("max-age=" + (value + i))).isFalse();
        }
        assertThat(passes("max-age=" + (value - 1))).as("what passed passes on").isTrue();
        promises.close();
        assertThat(directory.resolve("ledger")).hasBinaryContent(before);
    }

    private void awaitPasses(String value) {
        await().until(() -> passes(value));
    }

    private boolean passes(String value) {
        byte[] bytes = ("x" + value + "x").getBytes(StandardCharsets.US_ASCII);
        return passed.passes(bytes, 1, bytes.length - 2);
    }

    private List<Promise> recorded() {
        return new LedgerFile(directory)
                .read()
                .ledger()
                .sentAt(HOST, InstantSource.system().instant());
    }
}
