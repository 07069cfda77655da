package frontdoor.admin;

import frontdoor.report.Cause;
import io.netty.util.NetUtil;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener for those who run Frontdoor, and for what watches it. It shares neither threads nor code with the data path, so that it answers
 * also when that is in trouble; and it keeps within bounds of its own ({@link AdminConnections}), so that whoever may ask it cannot stop it
 * from answering others.
 *
 * <h2>Threads</h2>
 *
 * One that accepts, and one virtual thread per connection, which serves one request.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AdminServer.class);
    private static final int BACKLOG = 128;
    /** Answers that are being made at the same time: metrics and reports of a large configuration are work. */
    private static final int AT_ONCE = 8;
    /** Octets after the head of a request that are read away, so that closing does not reset what answers it. */
    private static final int MOST_BODY = 64 * 1024;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Pages that cost nothing, and on which the life of the process may depend. */
    private static final Set<String> ALWAYS = Set.of(AdminPages.HEALTH, AdminPages.READY);

    private static final AdminAnswer BUSY = AdminAnswer.text(503, "busy with other questions\n");

    private final ServerSocket server;
    private final Entrance entrance;
    private final Map<String, AdminPage> pages;
    private final AdminConnections connections;
    private final Semaphore answers = new Semaphore(AT_ONCE);

    private AdminServer(ServerSocket server, Entrance entrance, Map<String, AdminPage> pages, long patienceMillis) {
        this.server = server;
        this.entrance = entrance;
        this.pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
        this.connections = new AdminConnections(patienceMillis);
    }

    /**
     * The way in.
     *
     * @param key of the configuration, such as {@code admin.listen}
     * @param besideAnother whether another process listens there, too, and is about to end
     * @param gate that decides who may ask what
     * @param tls spoken there, or null
     */
    public record Entrance(
            String key,
            InetSocketAddress address,
            boolean besideAnother,
            AdminGate gate,
            @Nullable AdminTls tls) {}

    /**
     * Serves {@code pages} by path.
     *
     * @throws IOException if the address cannot be bound: one line that says which, and why
     */
    public static AdminServer open(Entrance entrance, Map<String, AdminPage> pages) throws IOException {
        return open(entrance, pages, AdminConnections.PATIENCE_MILLIS);
    }

    static AdminServer open(Entrance entrance, Map<String, AdminPage> pages, long patienceMillis) throws IOException {
        AdminServer admin = new AdminServer(bind(entrance), entrance, pages, patienceMillis);
        Thread.ofPlatform().daemon().name("frontdoor-admin").start(admin::acceptAll);
        log.atInfo()
                .addKeyValue("listener", entrance.key())
                .addKeyValue("address", NetUtil.toSocketAddressString(admin.address()))
                .addKeyValue("tls", entrance.tls() != null)
                .log("admin listener open");
        return admin;
    }

    private static ServerSocket bind(Entrance entrance) throws IOException {
        InetSocketAddress address = entrance.address();
        ServerSocket server = new ServerSocket();
        try {
            if (!entrance.besideAnother()) {
                refuseIfTaken(address);
            }
            server.setReuseAddress(true);
            server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            server.bind(address, BACKLOG);
            return server;
        } catch (IOException refused) {
            server.close();
            String reason = Cause.inWords(refused);
            throw new IOException(
                    "cannot listen on " + entrance.key() + " " + NetUtil.toSocketAddressString(address) + ": "
                            + (reason.contains("in use")
                                    ? "address in use; end what holds it, or change " + entrance.key()
                                    : reason),
                    refused);
        }
    }

    /** A process that takes over from this one shares the address; any other would go unnoticed. Sockets that share are told by one that does not. */
    private static void refuseIfTaken(InetSocketAddress address) throws IOException {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Connections that are open. */
    int open() {
        return connections.count();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                connections.add(server.accept(), this::serve);
            } catch (IOException | RuntimeException _) {
                // No descriptor left, most likely: those of open connections come back.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void serve(AdminConnections.Open connection) throws IOException {
        Socket socket =
                entrance.tls() == null ? connection.socket() : entrance.tls().shakeHands(connection.socket());
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String method = "GET";
        AdminAnswer answer;
        try {
            AdminRequest request = AdminRequest.read(in);
            method = request.method();
            connection.toAnswering();
            answer = answer(request, connection.socket());
        } catch (AdminRequest.Malformed malformed) {
            answer = AdminAnswer.text(malformed.status(), malformed.getMessage() + "\n");
        }
        connection.toWaiting();
        AdminResponse.write(socket.getOutputStream(), answer, !method.equals("HEAD"));
        socket.shutdownOutput();
        var _ = in.readNBytes(MOST_BODY);
    }

    private AdminAnswer answer(AdminRequest request, Socket connection) {
        AdminAnswer refused = entrance.gate().refuse(request, connection);
        if (refused != null) {
            return refused;
        }
        AdminPage page = pages.get(request.path());
        if (page == null) {
            return AdminAnswer.text(404, "not found; here are " + String.join(" ", pages.keySet()) + "\n");
        }
        if (ALWAYS.contains(request.path())) {
            return answer(page, request);
        }
        if (!answers.tryAcquire()) {
            return BUSY;
        }
        try {
            return answer(page, request);
        } finally {
            answers.release();
        }
    }

    private static AdminAnswer answer(AdminPage page, AdminRequest request) {
        try {
            return page.answer(request);
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).log("an admin request failed");
            return AdminAnswer.text(500, "failed; the log says why\n");
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
        connections.close();
    }
}
