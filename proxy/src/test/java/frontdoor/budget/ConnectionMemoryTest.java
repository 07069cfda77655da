package frontdoor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionMemoryTest {
    @Test
    void isHalfOfWhatThereIs() {
        assertThat(ConnectionMemory.of(512L << 20)).isEqualTo(13_107);
        assertThat(ConnectionMemory.of(1)).isOne();
        assertThat(ConnectionMemory.of(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(ConnectionMemory.ofProcess()).isPositive();
    }
}
