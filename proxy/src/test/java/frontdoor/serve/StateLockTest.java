package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir
    Path directory;

    @Test
    void letsNobodyElseInUntilItIsClosedAndKeepsItsFile() throws Exception {
        try (StateLock _ = StateLock.take(directory)) {
            assertThat(directory.resolve("lock"))
                    .content()
                    .isEqualTo(ProcessHandle.current().pid() + "\n");
            assertThatThrownBy(() -> StateLock.take(directory))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("the state directory " + directory + " is in use by this very process");
        }
        assertThat(Files.exists(directory.resolve("lock"))).isTrue();
        StateLock.take(directory).close();
    }

    @Test
    void goesWithoutWhereNoFileCanBeMade() throws Exception {
        try (StateLock without = StateLock.take(directory.resolve("missing"))) {
            assertThat(without).isSameAs(StateLock.NONE);
        }
    }
}
