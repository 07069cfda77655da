package frontdoor.listen;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client with a plain socket, which waits at most ten seconds for whatever it waits for. */
record Client(Socket socket) implements AutoCloseable {
    static Client connect(int port) throws IOException {
        return connect(InetAddress.getLoopbackAddress(), port);
    }

    static Client connect(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), 10_000);
        return new Client(socket);
    }

    Client send(byte... octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet;
        while ((octet = socket.getInputStream().read()) >= 0 && octet != '\n') {
            line.append((char) octet);
        }
        return line.toString();
    }

    String ask() throws IOException {
        return send("hello\n").line();
    }

    /** Everything until the server closes; a reset counts as a close. */
    byte[] untilClosed() throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            return new byte[0];
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
