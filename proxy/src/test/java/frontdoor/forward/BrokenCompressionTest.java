package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.compress.BrokenLibrary;
import frontdoor.compress.BrokenLibrary.Step;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.RecordingClient;
import frontdoor.http.Failure;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Q14: a library that fails while an answer is compressed ends that answer visibly, once, and nothing is kept. */
@ExtendWith(LeakPresence.class)
class BrokenCompressionTest {
    private final RecordingClient client = new RecordingClient(true, InstantSource.system());
    private final CompressedExchange exchange = new CompressedExchange(client);

    static Stream<Arguments> failures() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(
                        Arguments.of(step, new IllegalStateException("thrown by a test")),
                        Arguments.of(step, new LinkageError("thrown by a test")),
                        Arguments.of(step, new InternalError("thrown by a test"))));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsTheAnswerVisibly(Step step, Throwable thrown) {
        BrokenLibrary library = new BrokenLibrary(step, thrown);
        exchange.ask(library.compressors());
        exchange.answer();
        exchange.piece();
        client.runPendingTasks();
        exchange.piece();
        if (exchange.ended.isEmpty()) {
            exchange.backend.events().onResponseEnd();
        }
        client.runPendingTasks();

        assertThat(exchange.ended).hasSize(1);
        assertThat(library.open()).isZero();
        assertThat(client.events.getFirst()).startsWith("200");
        if (step == Step.OPEN) {
            assertThat(exchange.ended.getFirst().failure()).isNull();
            assertThat(client.events.getFirst()).doesNotContainIgnoringCase("content-encoding");
            assertThat(client.events).endsWith("body text", "body text", "end");
        } else {
            assertThat(exchange.ended.getFirst().failure()).isEqualTo(Failure.INTERNAL_ERROR);
            assertThat(client.events).last().isEqualTo("abort internal_error");
        }
    }
}
