package frontdoor.handover;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process that serves, asked by the one that is about to take over from it. Until {@link #toSuccessor} it serves on, and if this
 * process ends before, it has its state directory back.
 *
 * <h2>Threads</h2>
 *
 * One at a time, which blocks.
 *
 * <h2>Closing</h2>
 *
 * Before {@link #toSuccessor}: it keeps everything.
 */
public final class Predecessor implements AutoCloseable {
    private final Conversation conversation;

    private Predecessor(Conversation conversation) {
        this.conversation = conversation;
    }

    /** The process that serves from {@code stateDirectory}; empty where nobody answers there. */
    public static Optional<Predecessor> find(Path stateDirectory) throws IOException {
        Path meeting = Meeting.of(stateDirectory);
        if (!Files.exists(meeting)) {
            return Optional.empty();
        }
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(meeting));
        } catch (ConnectException _) {
            // What a process left that was killed.
            return Optional.empty();
        }
        return Optional.of(new Predecessor(new Conversation(channel)));
    }

    /**
     * Takes its state directory, where it writes nothing from now on, and a share in the sockets that it listens on.
     *
     * @return the descriptors of these sockets, which are the caller's
     * @throws IOException one line that says why it keeps everything
     */
    public List<Integer> take(Path stateDirectory) throws IOException {
        Meeting.requireShort(stateDirectory);
        long process = ProcessHandle.current().pid();
        List<Integer> descriptors = new ArrayList<>();
        try (DescriptorSocket listening = DescriptorSocket.listen(Meeting.descriptorsOf(stateDirectory, process))) {
            conversation.say(Meeting.TAKE_OVER + " " + process);
            receive(listening, descriptors);
            return descriptors;
        } catch (SocketTimeoutException late) {
            Descriptors.close(descriptors);
            throw new IOException("the process that serves does not answer; it keeps what it has", late);
        } catch (EOFException | SocketException gone) {
            Descriptors.close(descriptors);
            throw new IOException("the process that serves has ended, or handed over to another one; try again", gone);
        } catch (IOException failed) {
            Descriptors.close(descriptors);
            throw failed;
        }
    }

    private void receive(DescriptorSocket listening, List<Integer> descriptors) throws IOException {
        DescriptorSocket sending = null;
        try {
            while (true) {
                String line = conversation.hear(Meeting.ANSWER);
                if (line.equals(Meeting.YOURS)) {
                    return;
                }
                if (!line.equals(Meeting.DESCRIPTOR)) {
                    throw new IOException(
                            line.startsWith(Meeting.REFUSED)
                                    ? line.substring(Meeting.REFUSED.length())
                                    : "the process that serves says what is not understood");
                }
                sending = sending == null ? listening.accept() : sending;
                descriptors.add(sending.receive());
                conversation.say(Meeting.GOT);
            }
        } finally {
            if (sending != null) {
                sending.close();
            }
        }
    }

    /**
     * This process serves: the one before takes no further connection and comes to its end.
     *
     * @throws IOException if it has taken everything back: it was waited for too long, and this process has to end
     */
    public void toSuccessor() throws IOException {
        String answer;
        try {
            conversation.say(Meeting.DONE);
            answer = conversation.hear(Meeting.ANSWER);
        } catch (IOException _) {
            // It was killed just now, or hangs, and will find what was said. Whoever serves is this process.
            return;
        }
        if (answer.equals(Meeting.REVOKED)) {
            throw new IOException("the process before has taken everything back, since this one took too long");
        }
    }

    @Override
    public void close() {
        conversation.close();
    }
}
