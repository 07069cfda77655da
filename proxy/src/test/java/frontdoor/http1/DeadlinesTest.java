package frontdoor.http1;

import static frontdoor.http1.RecordingCore.answer;
import static frontdoor.http1.RecordingCore.head;
import static frontdoor.http1.RecordingCore.octets;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HstsField;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps that a client may take its time for. */
class DeadlinesTest {
    private static final Duration TICK = Duration.ofMillis(200);

    private final Http1Fixture http1 = new Http1Fixture();

    @AfterEach
    void close() {
        http1.close();
    }

    /** K6. */
    @Test
    void closesSilentlyIfNothingComes() {
        http1.pass(Duration.ofSeconds(10).minus(TICK));
        http1.assertOpen();
        http1.pass(TICK.plus(TICK));
        http1.assertLingers();
        assertThat(http1.core.heard).isEmpty();
        assertThat(http1.received()).isEmpty();
    }

    /** K6: the whole head in time, however often an octet comes. */
    @Test
    void answersAHeadThatComesTooSlowly() {
        http1.core.onStart = stream -> stream.writeHead(head(408, 0), HstsField.NONE, true);
        http1.sendRaw("GET / HTTP/1.1\r\nX: ");
        for (int second = 0; second < 9; second++) {
            http1.pass(Duration.ofSeconds(1));
            http1.sendRaw("x");
        }
        http1.assertOpen();
        http1.pass(Duration.ofSeconds(1).plus(TICK));
        assertThat(http1.core.heard).containsExactly("refuse header_timeout");
        assertThat(http1.received()).startsWith("HTTP/1.1 408 ").contains("\nConnection: close\n");
        http1.assertLingers();
    }

    /** K6, for a later request: from its first octet. */
    @Test
    void timesALaterHeadFromItsFirstOctet() {
        http1.core.onEnd = stream -> answer(stream, "x");
        http1.get("/");
        http1.pass(Duration.ofSeconds(50));
        http1.sendRaw("G");
        http1.pass(Duration.ofSeconds(9));
        http1.sendRaw("E");
        http1.assertOpen();
        http1.pass(Duration.ofSeconds(1).plus(TICK));
        assertThat(http1.core.heard).containsExactly("GET /", "end", "refuse header_timeout");
    }

    /** K9. */
    @Test
    void closesAnIdleConnection() {
        http1.core.onEnd = stream -> answer(stream, "x");
        http1.get("/");
        http1.received();
        http1.pass(Duration.ofSeconds(60).minus(TICK));
        http1.assertOpen();
        http1.pass(TICK.plus(TICK));
        http1.assertLingers();
        assertThat(http1.received()).isEmpty();
    }

    @Test
    void countsNoIdleTimeWhileAnExchangeRuns() {
        http1.get("/");
        http1.pass(Duration.ofMinutes(10));
        http1.assertOpen();
        assertThat(http1.core.heard).containsExactly("GET /", "end");
    }

    /** K9. */
    @Test
    void endsAnOldConnectionAtItsNextResponse() {
        for (int minute = 0; minute < 61; minute++) {
            http1.get("/");
            answer(http1.stream(), "x");
            if (minute < 60) {
                assertThat(http1.received()).doesNotContain("Connection: close");
            }
            http1.pass(Duration.ofSeconds(59));
        }
        http1.get("/");
        answer(http1.stream(), "x");
        http1.pass(Duration.ofSeconds(59));
        http1.get("/");
        answer(http1.stream(), "x");
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
    }

    private void writeToAStuckClient() {
        http1.channel.setStuck(true);
        http1.get("/");
        http1.stream().writeHead(head(200, 100_000), HstsField.NONE, false);
        http1.stream().writeBody(octets("x".repeat(50_000)));
        http1.channel.runPendingTasks();
    }

    /** K8. */
    @Test
    void givesUpAClientThatDoesNotRead() {
        writeToAStuckClient();
        http1.pass(Duration.ofSeconds(30).minus(TICK));
        http1.assertOpen();
        http1.pass(TICK.plus(TICK));
        assertThat(http1.core.heard).containsExactly("GET /", "end", "failure client_stalled");
        http1.assertClosed();
    }

    /** K8: 1-octet drips are no progress. */
    @Test
    void givesUpAClientThatHardlyReads() {
        writeToAStuckClient();
        for (int second = 0; second < 29; second++) {
            http1.pass(Duration.ofSeconds(1));
            http1.channel.take(10);
        }
        http1.pass(Duration.ofSeconds(1).plus(TICK));
        assertThat(http1.core.heard).endsWith("failure client_stalled");
    }

    /** K8. */
    @Test
    void bearsWithASlowClient() {
        writeToAStuckClient();
        for (int second = 0; second < 100; second++) {
            http1.pass(Duration.ofSeconds(1));
            http1.channel.take(200);
        }
        http1.assertOpen();
        assertThat(http1.core.heard).containsExactly("GET /", "end");
    }

    /** K8: a client that took everything starts anew with the next octets. */
    @Test
    void beginsANewWaitWithTheNextOctets() {
        writeToAStuckClient();
        http1.pass(Duration.ofSeconds(29));
        http1.channel.setStuck(false);
        http1.channel.setStuck(true);
        http1.stream().writeBody(octets("abc"));
        http1.channel.runPendingTasks();
        http1.pass(Duration.ofSeconds(29));
        http1.assertOpen();
        http1.pass(Duration.ofSeconds(1).plus(TICK));
        http1.assertClosed();
    }

    /** K8, after the exchange has ended. */
    @Test
    void closesWhenTheLastResponseDoesNotLeave() {
        http1.channel.setStuck(true);
        http1.send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
        answer(http1.stream(), "x");
        http1.pass(Duration.ofSeconds(30).plus(TICK));
        http1.assertClosed();
        assertThat(http1.core.heard).containsExactly("GET /", "end");
    }
}
