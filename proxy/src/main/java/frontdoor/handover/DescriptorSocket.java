package frontdoor.handover;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A socket that file descriptors pass through (SCM_RIGHTS), since those of Java have no way for them. It needs one of Netty's native
 * transports.
 */
final class DescriptorSocket implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** What was said to be on its way is here, or comes at once. */
    private static final int TRIES = 5_000;

    private final Socket socket;
    private final Path path;

    private DescriptorSocket(Socket socket, Path path) {
        this.socket = socket;
        this.path = path;
    }

    /** One that waits at {@code path} for the one who sends. */
    static DescriptorSocket listen(Path path) throws IOException {
        Files.deleteIfExists(path);
        DescriptorSocket listening = new DescriptorSocket(Socket.newSocketDomain(), path);
        try {
            listening.socket.bind(new DomainSocketAddress(path.toString()));
            listening.socket.listen(1);
            return listening;
        } catch (IOException failed) {
            listening.close();
            throw failed;
        }
    }

    /** One that sends to whoever waits at {@code path}. */
    static DescriptorSocket connect(Path path) throws IOException {
        DescriptorSocket sending = new DescriptorSocket(Socket.newSocketDomain(), path);
        try {
            sending.socket.connect(new DomainSocketAddress(path.toString()));
            return sending;
        } catch (IOException failed) {
            sending.socket.close();
            throw failed;
        }
    }

    /** The connection of the one who sends. */
    DescriptorSocket accept() throws IOException {
        byte[] nobody = new byte[128];
        for (int tries = 0; tries < TRIES; tries++) {
            int accepted = socket.accept(nobody);
            if (accepted >= 0) {
                return new DescriptorSocket(new Socket(accepted), path);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException("nobody has come to hand the descriptors over");
    }

    void send(int descriptor) throws IOException {
        if (socket.sendFd(descriptor) < 0) {
            throw new IOException("a descriptor cannot be sent");
        }
    }

    /** The next descriptor, which is the caller's from now on. */
    int receive() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            int received = socket.recvFd();
            if (received > 0) {
                return received;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException("a descriptor has not come");
    }

    @Override
    public void close() throws IOException {
        socket.close();
        Files.deleteIfExists(path);
    }
}
