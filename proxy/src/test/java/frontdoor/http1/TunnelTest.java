package frontdoor.http1;

import static frontdoor.http1.RecordingCore.answer;
import static frontdoor.http1.RecordingCore.octets;
import static frontdoor.http1.RecordingCore.switched;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HstsField;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events around 101. */
class TunnelTest {
    static final String UPGRADE = """
                GET /ws HTTP/1.1
                Host: a
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """;

    private final Http1Fixture http1 = new Http1Fixture();

    @BeforeEach
    void upgrade() {
        http1.send(UPGRADE);
    }

    @AfterEach
    void close() {
        http1.close();
    }

    private void accept() {
        http1.stream().writeHead(switched(), HstsField.NONE, false);
        assertThat(http1.received())
                .startsWith("HTTP/1.1 101 ")
                .contains("\nConnection: Upgrade\nUpgrade: websocket\n");
    }

    /** U3. */
    @Test
    void holdsOctetsUntilTheAnswerAndTunnelsThem() {
        http1.sendRaw("early");
        assertThat(http1.core.heard).containsExactly("GET /ws", "end");
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        accept();
        http1.channel.runPendingTasks();
        http1.sendRaw("later");
        assertThat(http1.core.heard).containsExactly("GET /ws", "end", "body early", "body later");
    }

    /** U3. */
    @Test
    void takesOctetsForARequestIfTheAnswerIsAnother() {
        http1.get("/admin");
        assertThat(http1.core.heard).containsExactly("GET /ws", "end");
        answer(http1.stream(), "no");
        assertThat(http1.received()).doesNotContain("101");
        assertThat(http1.core.heard).containsExactly("GET /ws", "end", "GET /admin", "end");
    }

    /** U5. */
    @Test
    void passesRawOctetsToTheClient() {
        accept();
        http1.stream().writeBody(octets("abc"));
        http1.stream().writeBody(octets("x".repeat(5000)));
        assertThat(http1.received()).isEqualTo("abc" + "x".repeat(5000));
    }

    /** U5. */
    @Test
    void passesTheClientsHalfCloseOn() {
        accept();
        http1.channel.finFromPeer();
        assertThat(http1.core.heard).containsExactly("GET /ws", "end", "end");
        http1.stream().writeBody(octets("rest"));
        http1.stream().writeEnd();
        assertThat(http1.received()).isEqualTo("rest");
        http1.assertClosed();
    }

    /** U5. */
    @Test
    void passesTheBackendsHalfCloseOn() {
        accept();
        http1.stream().writeBody(octets("last"));
        http1.stream().writeEnd();
        assertThat(http1.received()).isEqualTo("last");
        http1.assertLingers();
        http1.pass(Duration.ofMinutes(1));
        http1.sendRaw("more");
        assertThat(http1.core.heard).endsWith("body more");
        http1.channel.finFromPeer();
        assertThat(http1.core.heard).endsWith("body more", "end");
        http1.assertClosed();
    }

    @Test
    void tellsThatTheClientLeft() {
        accept();
        var _ = http1.channel.close();
        assertThat(http1.core.heard).containsExactly("GET /ws", "end", "failure client_aborted");
    }

    /** U5. */
    @Test
    void stopsReadingWhileTheBackendIsBehind() {
        accept();
        http1.core.consuming = false;
        http1.core.counting = true;
        http1.sendRaw("x".repeat(256 * 1024 + 1));
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        http1.stream().bodyConsumed(100);
        assertThat(http1.channel.config().isAutoRead()).isTrue();
    }
}
