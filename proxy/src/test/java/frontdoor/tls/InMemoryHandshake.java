package frontdoor.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** A handshake of two engines of this process, flight by flight; it counts what the server sends. */
final class InMemoryHandshake {
    private static final int MOST = 64 << 10;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocateDirect(MOST);
    private final ByteBuffer toClient = ByteBuffer.allocateDirect(MOST);
    private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
    private final ByteBuffer ignored = ByteBuffer.allocateDirect(MOST);
    private int sent;

    private InMemoryHandshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Runs to the end, tickets included; the octets that the server has sent. */
    static int run(SSLEngine client, SSLEngine server) throws SSLException {
        return new InMemoryHandshake(client, server).run();
    }

    private int run() throws SSLException {
        for (int idle = 0; idle < 2; ) {
            int before = toServer.position();
            send(client, toServer);
            receive(server, toServer);
            int from = toClient.position();
            send(server, toClient);
            sent += toClient.position() - from;
            boolean moved = before != toServer.position() || toClient.position() > 0;
            receive(client, toClient);
            idle = moved ? 0 : idle + 1;
        }
        return sent;
    }

    private void send(SSLEngine engine, ByteBuffer to) throws SSLException {
        SSLEngineResult result;
        do {
            runTasks(engine);
            result = engine.wrap(nothing, to);
        } while (result.bytesProduced() > 0
                || result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK);
    }

    private void receive(SSLEngine engine, ByteBuffer from) throws SSLException {
        from.flip();
        SSLEngineResult result;
        do {
            ignored.clear();
            result = engine.unwrap(from, ignored);
            runTasks(engine);
        } while (result.bytesConsumed() > 0 && from.hasRemaining());
        from.compact();
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
