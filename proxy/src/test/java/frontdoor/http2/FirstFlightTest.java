package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.ACK;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.SETTINGS;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.preface;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * RFC 9113 3.4 and 5.1.2: a client may send before it knows how many streams may be open. What is beyond that is refused, and what is not
 * goes on.
 */
class FirstFlightTest {
    private static final int STREAMS = 256;
    private static final int FLIGHT = 3000;

    private final RawClient client = new RawClient();

    @BeforeEach
    void open() {
        client.send(preface(), frame(SETTINGS, 0, 0));
        client.received();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static int id(int stream) {
        return 2 * stream + 1;
    }

    private void assertServing(List<String> received) {
        assertThat(received).noneMatch(f -> f.startsWith("GOAWAY"));
        assertThat(received).filteredOn(f -> f.endsWith("REFUSED_STREAM")).hasSize(FLIGHT - STREAMS);
        assertThat(client.core.streams).hasSize(STREAMS);
        RecordingStarter.answer(client.core.streams.getFirst(), 200, "here");
        assertThat(client.received()).contains("DATA 1 4 end");
    }

    @Test
    void refusesWhatIsTooMuchAndServesTheRest() {
        for (int i = 0; i < FLIGHT; i++) {
            client.send(headers(id(i), END_STREAM, GET));
        }
        assertServing(client.received());
    }

    /** Their bodies are under way as well, and come when all heads have. */
    @Test
    void ignoresTheBodiesOfWhatItRefuses() {
        for (int i = 0; i < FLIGHT; i++) {
            client.send(headers(id(i), 0, POST));
        }
        for (int i = STREAMS; i < FLIGHT; i++) {
            client.send(data(id(i), 1, true));
        }
        assertServing(client.received());
    }

    /** A client that acknowledged the settings knows. */
    @Test
    void calmsAClientThatWasTold() {
        client.send(frame(SETTINGS, ACK, 0));
        int sent = 0;
        while (client.isOpen() && sent < FLIGHT) {
            client.send(headers(id(sent++), END_STREAM, GET));
        }
        assertThat(sent).isEqualTo(STREAMS + 200 + 1);
        assertThat(client.received()).last().asString().startsWith("GOAWAY").endsWith("ENHANCE_YOUR_CALM");
    }

    /** One that never does is no client that has not got them yet. */
    @Test
    void calmsAClientThatNeverLearns() {
        int sent = 0;
        while (client.isOpen() && sent < 20_000) {
            client.send(headers(id(sent++), END_STREAM, GET));
        }
        assertThat(sent).isEqualTo(STREAMS + 10_000 + 1);
        assertThat(client.received()).last().asString().startsWith("GOAWAY").endsWith("ENHANCE_YOUR_CALM");
    }
}
