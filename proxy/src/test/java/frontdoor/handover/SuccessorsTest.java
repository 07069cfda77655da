package frontdoor.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.RecordedLog;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessorsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private RecordedLog log;
    private final CountDownLatch gone = new CountDownLatch(1);
    private Socket listening;
    private Successors successors;

    @BeforeAll
    static void needsDescriptors() {
        assumeTrue(Epoll.isAvailable(), "no native transport");
    }

    @BeforeEach
    void hear() throws IOException {
        log = RecordedLog.ofAll(Successors.class);
        listening = Socket.newSocketStream();
        successors = Successors.hear(directory, new Told());
    }

    @AfterEach
    void close() throws IOException {
        successors.close();
        listening.close();
        log.close();
    }

    /** Whoever ends this process while another one opens its ports does not wait for that one. */
    @Test
    void leavesEverythingToTheOtherProcessWhenItComesToItsEndMeanwhile() throws Exception {
        try (Predecessor asked = Predecessor.find(directory).orElseThrow()) {
            Descriptors.close(asked.take(directory));
            assertThat(next()).isEqualTo("yields");
            successors.close();
            assertThat(next()).isEqualTo("leaves");
            asked.toSuccessor();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void takesEverythingBackFromOneThatHasGone() throws Exception {
        try (Predecessor asked = Predecessor.find(directory).orElseThrow()) {
            Descriptors.close(asked.take(directory));
            assertThat(next()).isEqualTo("yields");
        }
        assertThat(next()).isEqualTo("resumes");
    }

    @Test
    void callsATakeOverNoFailureWhereNobodyHearsTheFarewell() throws Exception {
        try (DescriptorSocket descriptors = DescriptorSocket.listen(Meeting.descriptorsOf(directory, 1));
                Conversation hasty =
                        new Conversation(SocketChannel.open(UnixDomainSocketAddress.of(Meeting.of(directory))))) {
            hasty.say(Meeting.TAKE_OVER + " 1");
            assertThat(hasty.hear(PATIENCE)).isEqualTo(Meeting.DESCRIPTOR);
            try (DescriptorSocket sending = descriptors.accept()) {
                Descriptors.close(List.of(sending.receive()));
                hasty.say(Meeting.GOT);
                assertThat(hasty.hear(PATIENCE)).isEqualTo(Meeting.YOURS);
                hasty.say(Meeting.DONE);
            }
        }
        gone.countDown();
        assertThat(next()).isEqualTo("yields");
        assertThat(next()).isEqualTo("has succeeded");
        assertThat(log.lines()).noneMatch(line -> line.contains("given up"));
    }

    @Test
    void saysThatThePathIsTooLongForSockets() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(50)).resolve("e".repeat(50)));
        assertThatThrownBy(() -> Successors.hear(deep, new Told()))
                .hasMessageMatching(
                        "the path of the state directory has \\d+ octets, and sockets in it take no more than 86;"
                                + " write a shorter state-directory");
    }

    private @Nullable String next() throws InterruptedException {
        return told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private final class Told implements Successors.Serving {
        @Override
        public List<Integer> descriptors() {
            return List.of(listening.intValue());
        }

        @Override
        public void yieldState() {
            told.add("yields");
        }

        @Override
        public void resumeState() {
            told.add("resumes");
        }

        @Override
        public void leaveState() {
            told.add("leaves");
        }

        @Override
        public void onSucceeded(long process) {
            try {
                gone.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            told.add("has succeeded");
        }
    }
}
