package frontdoor.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between one client and the server and cuts the client's first record into records of one byte. */
final class SplittingRelay implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    SplittingRelay(int serverPort) throws IOException {
        Thread.ofVirtual().start(() -> relay(serverPort));
    }

    int port() {
        return listener.getLocalPort();
    }

    private void relay(int serverPort) {
        try (Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            server.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] header = in.readNBytes(3);
            byte[] hello = in.readNBytes(in.readUnsignedShort());
            OutputStream out = server.getOutputStream();
            for (byte piece : hello) {
                for (byte each : new byte[] {header[0], header[1], header[2], 0, 1, piece}) {
                    out.write(each);
                }
            }
            Thread.ofVirtual().start(() -> copy(server, client));
            in.transferTo(out);
        } catch (IOException closed) {
            // Either side went away; the client sees it.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.close();
        } catch (IOException closed) {
            // Either side went away; the client sees it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
