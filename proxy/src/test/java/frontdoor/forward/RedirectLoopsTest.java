package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.TestRequest;
import frontdoor.http.RequestHead;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** LESSONS 26: a loop behind another end of TLS has a name, and a cure. */
final class RedirectLoopsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RedirectLoops.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RedirectLoops loops = new RedirectLoops();
    private final RecordingClient client = new RecordingClient(false, InstantSource.system());

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private void redirect(int times, boolean secure, String target, String agent) {
        for (int i = 0; i < times; i++) {
            RequestHead request = TestRequest.of("GET", target);
            TestRequest.add(request, "User-Agent", agent);
            TestRequest.add(request, "X-Forwarded-Proto", "https");
            loops.onRedirect(client.connection(), secure, request);
        }
    }

    private List<String> told() {
        return lines.list.stream()
                .map(line -> line.getMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void namesALoopOnceWithItsCure() {
        redirect(RedirectLoops.MANY - 1, false, "/x", "a");
        assertThat(told()).isEmpty();
        redirect(100, false, "/x", "a");
        redirect(100, false, "/y", "a");
        assertThat(told())
                .singleElement()
                .asString()
                .contains("redirect loop", "listen.trusted-proxies", "X-Forwarded-Proto", "target=\"/x\"");
    }

    @Test
    void knowsTheOtherCureOfALoopOverTls() {
        redirect(RedirectLoops.MANY, true, "/x", "a");
        assertThat(told()).singleElement().asString().contains("canonical");
    }

    @Test
    void takesManyVisitorsForNoLoop() {
        for (int i = 0; i < 1000; i++) {
            redirect(2, false, "/x", "agent " + i);
            redirect(2, false, "/x" + i, "a");
        }
        assertThat(told()).isEmpty();
    }
}
