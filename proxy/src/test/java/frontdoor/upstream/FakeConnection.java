package frontdoor.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The backend's end of one connection, for scripts. */
@SuppressWarnings("JdkObsolete") // Written by the script, read by the test.
public final class FakeConnection {
    private final Socket socket;
    private final InputStream in;
    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private final StringBuffer heard = new StringBuffer();

    FakeConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
    }

    void run(FakeBackend.Script script) {
        try {
            script.serve(this);
            close();
        } catch (Exception e) {
            heard.append("[broken]");
        }
    }

    /** Everything received so far, then {@code [fin]} or {@code [reset]} once the other side has ended. */
    public String heard() {
        return heard.toString();
    }

    /** Reads one head; null at the end. */
    public String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = readOctet();
            if (octet < 0) {
                return null;
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    public String read(int octets) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets; i++) {
            int octet = readOctet();
            if (octet < 0) {
                return text.toString();
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /** Reads until the other side ends. */
    public void readToEnd() throws IOException {
        byte[] some = new byte[65536];
        while (true) {
            int count;
            try {
                count = in.read(some);
            } catch (SocketException e) {
                heard.append("[reset]");
                return;
            }
            if (count < 0) {
                heard.append("[fin]");
                return;
            }
            heard.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    private int readOctet() throws IOException {
        try {
            int octet = in.read();
            heard.append(octet < 0 ? "[fin]" : String.valueOf((char) octet));
            return octet;
        } catch (SocketException e) {
            heard.append("[reset]");
            return -1;
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** Ends this direction only. */
    public void fin() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    void close() throws IOException {
        socket.close();
    }

    /** Waits until the test {@linkplain #signal says} so. */
    public String awaitSignal() throws InterruptedException {
        return signals.poll(60, TimeUnit.SECONDS);
    }

    public void signal(String what) {
        signals.add(what);
    }
}
