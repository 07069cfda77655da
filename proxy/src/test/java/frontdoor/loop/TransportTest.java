package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransportTest {
    @Test
    void takesTheTransportThatIsAskedFor() {
        try (Transport transport = Transport.open(TransportKind.NIO, 3)) {
            assertThat(transport.kind()).isEqualTo(TransportKind.NIO);
            assertThat(transport.loops()).extracting(Loop::index).containsExactly(0, 1, 2);
        }
    }

    @Test
    void takesTheFirstThatIsThereIfNoneIsAskedFor() {
        TransportKind best = Stream.of(TransportKind.values())
                .filter(kind -> kind.unavailability() == null)
                .findFirst()
                .orElseThrow();
        try (Transport transport = Transport.open(null, 1)) {
            assertThat(transport.kind()).isEqualTo(best);
        }
    }
}
