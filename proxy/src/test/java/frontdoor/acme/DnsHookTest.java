package frontdoor.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of operators, as they are: talkative, failing, and leaving others behind. */
class DnsHookTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private DnsHook hook(Duration patience, String script) throws IOException {
        return new DnsHook(Script.write(directory.resolve("hook"), "#!/bin/sh\n" + script), patience);
    }

    private ProcessHandle child() throws IOException {
        Path file = directory.resolve("child");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    }

    @Test
    void isToldNameAndValue() throws Exception {
        hook(LONG, "echo \"$@\" >> '%s'".formatted(directory.resolve("asked"))).present("_acme-challenge.a.test.", "x");
        assertThat(directory.resolve("asked")).hasContent("present _acme-challenge.a.test. x");
    }

    /** Nothing of it lies on the disk or in memory but its beginning, however much there is. */
    @Test
    void ofWhatItSaysTheBeginningIsKept() throws Exception {
        DnsHook hook = hook(LONG, "echo no such zone\nhead -c 3000000 /dev/zero | tr '\\0' x\nexit 3");
        assertThatThrownBy(() -> hook.present("_acme-challenge.a.test.", "x"))
                .isInstanceOf(OrderFailedException.class)
                .hasMessageContaining("ended with 3: no such zone")
                .message()
                .hasSizeLessThan(1000);
    }

    @Test
    void whatItLeavesRunningIsNotWaitedFor() throws Exception {
        hook(LONG, "sleep 600 & echo $! > '%s'".formatted(directory.resolve("child")))
                .present("_acme-challenge.a.test.", "x");
        ProcessHandle child = child();
        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly();
    }

    /** Nobody hears what it says after the program has ended, and so it ends, too. */
    @Test
    void whatItLeavesTalkingIsNotListenedTo() throws Exception {
        hook(LONG, "yes & echo $! > '%s'".formatted(directory.resolve("child")))
                .present("_acme-challenge.a.test.", "x");
        String child = Files.readString(directory.resolve("child")).strip();
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> ProcessHandle.of(Long.parseLong(child))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    @Test
    void isEndedWhenItTakesTooLong() throws Exception {
        DnsHook hook = hook(Duration.ofMillis(1), "exec sleep 600");
        assertThatThrownBy(() -> hook.present("_acme-challenge.a.test.", "x"))
                .isInstanceOf(OrderFailedException.class)
                .hasMessageContaining("has not ended within");
    }

    /** Also what does not end when it is asked to. */
    @Test
    void isEndedWithWhatItHasStarted() throws Exception {
        DnsHook hook = hook(LONG, """
            trap '' TERM
            sh -c 'trap "" TERM; while :; do sleep 1; done' &
            echo $! > '%s'
            wait
            """.formatted(directory.resolve("child")));
        Thread asking = Thread.ofPlatform().start(() -> hook.cleanUp("_acme-challenge.a.test.", "x"));
        ProcessHandle child = child();
        asking.interrupt();
        asking.join(TimeUnit.MINUTES.toMillis(1));
        await().atMost(60, TimeUnit.SECONDS).until(() -> !child.isAlive());
        assertThat(asking.isAlive()).isFalse();
    }
}
