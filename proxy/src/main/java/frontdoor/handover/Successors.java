package frontdoor.handover;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ear of a process that serves for those who want to take over from it: whoever may write its state directory, one at a time.
 *
 * <h2>Threads</h2>
 *
 * One of its own that accepts, and a virtual one for each conversation.
 *
 * <h2>Closing</h2>
 *
 * Nobody is heard any more. The place is left to the one who has taken over, or is about to: this process comes to its end, and takes nothing
 * back.
 */
public final class Successors implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Successors.class);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path stateDirectory;
    private final ServerSocketChannel server;
    private final Serving serving;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean succeeded;
    private volatile boolean closed;
    private volatile @Nullable Conversation handingOver;

    private Successors(Path stateDirectory, ServerSocketChannel server, Serving serving) {
        this.stateDirectory = stateDirectory;
        this.server = server;
        this.serving = serving;
    }

    /** The parts of a process that are handed over. Called by one thread for each conversation. */
    public interface Serving {
        /** The sockets that it listens on. */
        List<Integer> descriptors();

        /** Writes nothing any more, and lets another process into the state directory. May block for a write that is under way. */
        void yieldState();

        /** Takes all that back: the other process has failed. Blocks until that has let go of it, or this one comes to its end. */
        void resumeState();

        /** The other process keeps all that, whether it serves by now or not: this one comes to its end. */
        void leaveState();

        /** {@code process} serves: takes no further connection. */
        void onSucceeded(long process);
    }

    /** Hears whoever asks from now on. */
    public static Successors hear(Path stateDirectory, Serving serving) throws IOException {
        Meeting.requireShort(stateDirectory);
        Path meeting = Meeting.of(stateDirectory);
        // Of one that was killed, or that this process has taken over from.
        Files.deleteIfExists(meeting);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(meeting));
            Files.setPosixFilePermissions(meeting, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException failed) {
            server.close();
            throw failed instanceof IOException known ? known : new IOException(failed);
        }
        Successors successors = new Successors(stateDirectory, server, serving);
        Thread.ofPlatform().daemon().name("frontdoor-handover").start(successors::acceptAll);
        return successors;
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().start(() -> talk(channel));
            } catch (IOException _) {
                // Closed, or no descriptor is left: those of connections come back.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void talk(SocketChannel channel) {
        boolean first = asked.compareAndSet(false, true);
        try (Conversation conversation = new Conversation(channel)) {
            String process = process(conversation.hear(Meeting.ANSWER));
            String refusal = refusal(first);
            if (!refusal.isEmpty()) {
                conversation.say(Meeting.REFUSED + refusal);
            } else if (process != null) {
                handOver(conversation, process);
            }
        } catch (IOException gone) {
            log.atInfo().addKeyValue("reason", gone.getMessage()).log("a take-over was given up");
        } finally {
            if (first) {
                asked.set(false);
            }
        }
    }

    private String refusal(boolean first) {
        if (!first || succeeded) {
            return "another process takes over just now; it goes first";
        }
        return serving.descriptors().isEmpty()
                ? "the process that serves has no sockets to hand over: it runs with the transport nio; end it, and start another one"
                : "";
    }

    private static @Nullable String process(String line) {
        String[] words = line.split(" ", -1);
        return words.length == 2 && words[0].equals(Meeting.TAKE_OVER) && words[1].matches("\\d{1,20}")
                ? words[1]
                : null;
    }

    private void handOver(Conversation conversation, String process) throws IOException {
        log.atInfo().addKeyValue("process", process).log("another process takes over: nothing is written from now on");
        serving.yieldState();
        try {
            handingOver = conversation;
            sendDescriptors(conversation, Long.parseLong(process));
            conversation.say(Meeting.YOURS);
            succeeded = isDone(conversation);
        } finally {
            if (!succeeded && closed) {
                serving.leaveState();
            } else if (!succeeded) {
                revoke(conversation);
            }
        }
        if (succeeded) {
            server.close();
            serving.onSucceeded(Long.parseLong(process));
            sayFarewell(conversation);
        }
    }

    private boolean isDone(Conversation conversation) throws IOException {
        if (closed) {
            throw new IOException("this process comes to its end");
        }
        return conversation.hear(Meeting.OPENING).equals(Meeting.DONE);
    }

    private static void sayFarewell(Conversation conversation) {
        try {
            conversation.say(Meeting.BYE);
        } catch (IOException _) {
            // It does not listen any more, and serves all the same.
        }
    }

    private void revoke(Conversation conversation) {
        try {
            conversation.say(Meeting.REVOKED);
        } catch (IOException _) {
            // It has gone.
        }
        conversation.close();
        serving.resumeState();
        log.warn("the process that was to take over has failed; this one serves on");
    }

    private void sendDescriptors(Conversation conversation, long process) throws IOException {
        try (DescriptorSocket sending = DescriptorSocket.connect(Meeting.descriptorsOf(stateDirectory, process))) {
            for (int descriptor : serving.descriptors()) {
                sending.send(descriptor);
                conversation.say(Meeting.DESCRIPTOR);
                if (!conversation.hear(Meeting.ANSWER).equals(Meeting.GOT)) {
                    throw new IOException("it says what is not understood");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Conversation underWay = handingOver;
        if (underWay != null) {
            underWay.breakOff();
        }
        server.close();
        if (!succeeded) {
            Files.deleteIfExists(Meeting.of(stateDirectory));
        }
    }
}
