package frontdoor.http1;

import static frontdoor.http1.RecordingCore.head;
import static frontdoor.http1.RecordingCore.octets;
import static frontdoor.http1.RecordingCore.switched;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HstsField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** K15: neither side of a connection holds more than it has to. */
class BackpressureTest {
    private final Http1Fixture http1 = new Http1Fixture();

    @AfterEach
    void close() {
        http1.close();
    }

    @Test
    void stopsReadingABodyThatTheCoreOwes() {
        http1.core.consuming = false;
        http1.core.counting = true;
        http1.send("POST / HTTP/1.1\nHost: a\nContent-Length: 1000000\n\n");
        http1.sendRaw("x".repeat(256 * 1024));
        assertThat(http1.channel.config().isAutoRead()).isTrue();
        http1.sendRaw("x");
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        http1.stream().bodyConsumed(1);
        assertThat(http1.channel.config().isAutoRead()).isTrue();
        assertThat(http1.core.bodyOctets).hasValue(256 * 1024 + 1);
    }

    /** D22, S29: requests that a transport reads on its own account are held to a bound; what was answered before still leaves. */
    @Test
    void endsInOrderWhenRequestsComeUnwanted() {
        http1.core.onEnd = stream -> RecordingCore.answer(stream, "x".repeat(100_000));
        http1.channel.setStuck(true);
        http1.get("/").get("/");
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        http1.core.onStart = stream -> RecordingCore.answer(stream, "no");

        for (int i = 0; i < 20 && http1.core.heard.size() == 2; i++) {
            http1.sendRaw("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(512));
        }
        assertThat(http1.core.heard).containsExactly("GET /", "end", "refuse client_overrun");
        http1.channel.setStuck(false);
        assertThat(http1.received())
                .startsWith("HTTP/1.1 200")
                .contains("Connection: close")
                .endsWith("no");
        http1.get("/more");
        http1.assertLingers();
    }

    /** K15: a body that goes on although nobody took what came before. */
    @Test
    void failsARequestWhoseBodyComesUnwanted() {
        http1.core.consuming = false;
        http1.core.counting = true;
        http1.send("POST / HTTP/1.1\nHost: a\nContent-Length: 10000000\n\n");
        for (int i = 0; i < 10; i++) {
            http1.sendRaw("x".repeat(64 * 1024));
        }
        assertThat(http1.core.heard).containsExactly("POST /", "failure client_overrun");
        http1.sendRaw("x".repeat(64 * 1024));
        assertThat(http1.core.bodyOctets.get()).isLessThanOrEqualTo(10 * 64 * 1024);
    }

    /** U, K15: a tunnel. */
    @Test
    void closesATunnelWhoseOctetsComeUnwanted() {
        http1.core.consuming = false;
        http1.core.counting = true;
        http1.send("GET / HTTP/1.1\nHost: a\nConnection: upgrade\nUpgrade: websocket\n\n");
        http1.stream().writeHead(switched(), HstsField.NONE, false);
        for (int i = 0; i < 10; i++) {
            http1.sendRaw("x".repeat(64 * 1024));
        }
        assertThat(http1.core.heard).endsWith("failure client_overrun");
        http1.assertClosed();
    }

    @Test
    void tellsWhenTheClientTakesMore() {
        http1.channel.setStuck(true);
        http1.get("/");
        http1.stream().writeHead(head(200, 1_000_000), HstsField.NONE, false);
        assertThat(http1.stream().isWritable()).isTrue();
        http1.stream().writeBody(octets("x".repeat(100_000)));
        assertThat(http1.stream().isWritable()).isFalse();
        http1.channel.runPendingTasks();
        assertThat(http1.core.heard).doesNotContain("writable");
        http1.channel.setStuck(false);
        assertThat(http1.core.heard).endsWith("writable");
        assertThat(http1.stream().isWritable()).isTrue();
    }
}
