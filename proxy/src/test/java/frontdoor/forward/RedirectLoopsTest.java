package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.TestRequest;
import frontdoor.http.RequestHead;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** LESSONS 26: a loop behind another end of TLS has a name, and a cure. */
final class RedirectLoopsTest {
    private final RecordedLog told = RecordedLog.of(RedirectLoops.class);
    private final RedirectLoops loops = new RedirectLoops();
    private final RecordingClient client = new RecordingClient(false, InstantSource.system());

    @AfterEach
    void stopListening() {
        told.close();
    }

    private void redirect(int times, boolean secure, String target, String agent) {
        for (int i = 0; i < times; i++) {
            RequestHead request = TestRequest.of("GET", target);
            TestRequest.add(request, "User-Agent", agent);
            TestRequest.add(request, "X-Forwarded-Proto", "https");
            loops.onRedirect(client.connection(), secure, request);
        }
    }

    @Test
    void namesALoopOnceWithItsCure() {
        redirect(RedirectLoops.MANY - 1, false, "/x", "a");
        assertThat(told.lines()).isEmpty();
        redirect(100, false, "/x", "a");
        redirect(100, false, "/y", "a");
        assertThat(told.lines())
                .singleElement()
                .asString()
                .contains("redirect loop", "listen.trusted-proxies", "X-Forwarded-Proto", "target=\"/x\"");
    }

    @Test
    void knowsTheOtherCureOfALoopOverTls() {
        redirect(RedirectLoops.MANY, true, "/x", "a");
        assertThat(told.lines()).singleElement().asString().contains("canonical");
    }

    @Test
    void takesManyVisitorsForNoLoop() {
        for (int i = 0; i < 1000; i++) {
            redirect(2, false, "/x", "agent " + i);
            redirect(2, false, "/x" + i, "a");
        }
        assertThat(told.lines()).isEmpty();
    }
}
