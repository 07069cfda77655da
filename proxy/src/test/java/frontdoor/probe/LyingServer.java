package frontdoor.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server that does to each connection what its script of the moment says, in the clear or over TLS. */
final class LyingServer implements AutoCloseable {
    /** The course of one connection, which ends with it. */
    interface Script {
        void serve(String protocol, InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final @Nullable SSLContext tls;
    private volatile Script script;

    LyingServer(@Nullable SSLContext tls, Script script) throws IOException {
        this.tls = tls;
        this.script = script;
        Thread.ofPlatform().daemon().start(this::acceptAll);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    void does(Script other) {
        script = other;
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket tcp) {
        try (Socket client = tls == null ? tcp : shakeHands(tls, tcp)) {
            String protocol = client instanceof SSLSocket secure ? secure.getApplicationProtocol() : "";
            script.serve(protocol, client.getInputStream(), client.getOutputStream());
        } catch (IOException clientGone) {
            return;
        }
    }

    private static SSLSocket shakeHands(SSLContext tls, Socket tcp) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Reads a head of HTTP/1. */
    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int octet;
        while (head.indexOf("\r\n\r\n") < 0 && (octet = in.read()) >= 0) {
            head.append((char) octet);
        }
        return head.toString();
    }

    static void write(OutputStream out, String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Says nothing until the client goes. */
    static void waitForEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
