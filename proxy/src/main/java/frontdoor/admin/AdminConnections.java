package frontdoor.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of the admin listener: a small number, and for each a limited time to ask and to take its answer. When one too
 * many comes, one of the client that has most is cut, the one that has been asking, or taking, for longest: whoever asks for health is
 * answered however many others are slow.
 *
 * <h2>Threads</h2>
 *
 * Any. Each connection has a virtual thread of its own.
 */
final class AdminConnections implements AutoCloseable {
    /** Connections at the same time. */
    static final int MOST = 32;
    /** To send a request, and to take an answer. */
    static final long PATIENCE_MILLIS = 10_000;

    /** The service that a connection gets. */
    interface Service {
        /** Reads a request and answers it; {@code connection} is told when which begins. */
        void serve(Open connection) throws IOException;
    }

    private final long patienceMillis;
    private final Set<Open> open = new LinkedHashSet<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("frontdoor-admin-clock").factory());

    AdminConnections(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Serves a connection that was accepted, on a thread of its own. Takes ownership of {@code socket}. */
    void add(Socket socket, Service service) throws IOException {
        try {
            Open connection = new Open(socket);
            if (makeRoomFor(connection)) {
                threads.execute(() -> serve(connection, service));
            } else {
                connection.close();
            }
        } catch (RejectedExecutionException _) {
            // The listener is being closed.
            socket.close();
        }
    }

    private static void serve(Open connection, Service service) {
        try (connection) {
            service.serve(connection);
        } catch (IOException | RejectedExecutionException _) {
            // Gone, or cut, or the listener is being closed.
        }
    }

    private synchronized boolean makeRoomFor(Open connection) {
        if (open.size() >= MOST) {
            Open slowest = slowest();
            if (slowest == null) {
                return false;
            }
            open.remove(slowest);
            slowest.cut();
        }
        return open.add(connection);
    }

    /** Of the client that has most of those that do not wait for us. */
    private @Nullable Open slowest() {
        Map<InetAddress, List<Open>> slow = open.stream()
                .filter(one -> !one.answering)
                .collect(Collectors.groupingBy(
                        one -> one.socket.getInetAddress(), LinkedHashMap::new, Collectors.toList()));
        return slow.values().stream()
                .max(Comparator.comparingInt(List::size))
                .map(List::getFirst)
                .orElse(null);
    }

    synchronized int count() {
        return open.size();
    }

    private synchronized void forget(Open connection) {
        open.remove(connection);
    }

    private synchronized List<Open> all() {
        return List.copyOf(open);
    }

    /** Cuts every connection. A reload that somebody asked for comes to its end: an interrupt would close the files that it writes. */
    @Override
    public void close() {
        threads.shutdown();
        clock.shutdownNow();
        all().forEach(Open::cut);
    }

    /** One connection. */
    final class Open implements AutoCloseable {
        private final Socket socket;
        private volatile boolean answering;
        private volatile ScheduledFuture<?> deadline;

        private Open(Socket socket) {
            this.socket = socket;
            // Set before anybody waits, so that none is ever without one.
            this.deadline = clock.schedule(this::cut, patienceMillis, TimeUnit.MILLISECONDS);
        }

        Socket socket() {
            return socket;
        }

        /** The client has to do something, in time: from now on it may be cut. */
        void toWaiting() {
            deadline.cancel(false);
            deadline = clock.schedule(this::cut, patienceMillis, TimeUnit.MILLISECONDS);
            answering = false;
        }

        /** We have to do something, and take the time for it. */
        void toAnswering() {
            answering = true;
            deadline.cancel(false);
        }

        private void cut() {
            try {
                socket.close();
            } catch (IOException _) {
                // It is closed all the same.
            }
        }

        @Override
        public void close() {
            deadline.cancel(false);
            forget(this);
            cut();
        }
    }
}
