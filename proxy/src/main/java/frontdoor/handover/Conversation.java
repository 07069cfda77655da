package frontdoor.handover;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A conversation between two processes in lines, each of which is waited for as long as its hearer likes.
 *
 * <h2>Threads</h2>
 *
 * One at a time, which blocks; {@link #breakOff} on any.
 */
final class Conversation implements AutoCloseable {
    /** Octets of a line: a word, and a number or a reason. */
    private static final int MOST_OCTETS = 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer unread = ByteBuffer.allocate(MOST_OCTETS).limit(0);
    private volatile boolean over;

    /** Takes ownership of {@code channel}. */
    Conversation(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Says one line; a few octets, for which there is always room. */
    void say(String line) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        if (channel.write(octets) == 0 || octets.hasRemaining()) {
            throw new SocketTimeoutException("nobody listens");
        }
    }

    /**
     * The next line. What was said before is heard whenever it is asked for, however late.
     *
     * @throws SocketTimeoutException if there is none after {@code patience}
     * @throws EOFException if the other process has ended, or gone away
     * @throws InterruptedIOException if it was broken off
     */
    String hear(Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        StringBuilder line = new StringBuilder();
        while (true) {
            while (unread.hasRemaining()) {
                char next = (char) (unread.get() & 0xff);
                if (next == '\n') {
                    return line.toString();
                }
                line.append(next);
            }
            if (line.length() >= MOST_OCTETS) {
                throw new IOException("a line without an end");
            }
            fill(until);
        }
    }

    private void fill(long until) throws IOException {
        unread.clear();
        int read = channel.read(unread);
        while (read == 0) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                unread.limit(0);
                throw new SocketTimeoutException("no answer");
            }
            selector.select(left);
            selector.selectedKeys().clear();
            if (over) {
                throw new InterruptedIOException("this process comes to its end");
            }
            read = channel.read(unread);
        }
        unread.flip();
        if (read < 0) {
            throw new EOFException("the other process has gone");
        }
    }

    /** Waits for no further line. */
    void breakOff() {
        over = true;
        selector.wakeup();
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            unread.limit(0);
        } catch (IOException _) {
            // It is closed all the same.
        }
    }
}
