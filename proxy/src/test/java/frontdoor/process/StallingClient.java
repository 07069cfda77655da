package frontdoor.process;

import frontdoor.fixture.Http2Frames;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that sends what it is told for as long as it is taken, and reads nothing, unless it is asked to. */
final class StallingClient implements AutoCloseable {
    /** Little of what is sent waits in the kernel. */
    private static final int KERNEL_OCTETS = 16 * 1024;

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket raw;
    private final Socket socket;
    private final AtomicLong sent;

    private StallingClient(Socket raw, Socket socket, AtomicLong sent) {
        this.raw = raw;
        this.socket = socket;
        this.sent = sent;
    }

    static StallingClient plaintext(int port, AtomicLong sent) throws IOException {
        Socket raw = connect(port);
        return new StallingClient(raw, raw, sent);
    }

    private static Socket connect(int port) throws IOException {
        Socket raw = new Socket();
        raw.setReceiveBufferSize(KERNEL_OCTETS);
        raw.setSendBufferSize(KERNEL_OCTETS);
        raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return raw;
    }

    static StallingClient tls(int port, String protocol, AtomicLong sent) throws IOException {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            Socket raw = connect(port);
            SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(raw, SiteFiles.HOST, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(SiteFiles.HOST)));
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new StallingClient(raw, socket, sent);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Sends {@code first}, and then {@code more} again and again, on a thread of its own, until the other side is gone. */
    void send(byte[] first, byte[] more) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(first);
                sent.addAndGet(first.length);
                while (more.length > 0) {
                    out.write(more);
                    sent.addAndGet(more.length);
                }
            } catch (IOException gone) {
                // The test is over.
            }
        });
    }

    /** Sends {@code last}, as far as it is taken, and is gone. */
    void end(byte[] last) throws IOException {
        try {
            socket.getOutputStream().write(last);
        } catch (IOException gone) {
            // The other side was faster.
        }
        close();
    }

    /** Reads HTTP/2 frames up to the first RST_STREAM and returns its error code. */
    int awaitReset() throws IOException {
        raw.setSoTimeout(PATIENCE_MILLIS);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int lengthAndType = in.readInt();
            in.skipNBytes(5);
            if ((lengthAndType & 0xff) == Http2Frames.RST_STREAM) {
                return in.readInt();
            }
            in.skipNBytes(lengthAndType >>> 8);
        }
    }

    /** What begins an HTTP/2 connection whose streams get no octet of a body, with {@code count} requests of this method. */
    static byte[] http2(String method, String path, int count) {
        return http2(method, path, count, 0);
    }

    /** The same, whose heads have so many fields of a thousand octets each beside those they need. */
    static byte[] http2(String method, String path, int count, int fieldsOfThousand) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Http2Frames.preface());
        all.writeBytes(Http2Frames.windows(0));
        List<String> fields = new ArrayList<>(
                List.of(":method", method, ":scheme", "https", ":path", path, ":authority", SiteFiles.HOST));
        for (int i = 0; i < fieldsOfThousand; i++) {
            fields.addAll(List.of("x-" + i, "a".repeat(1000)));
        }
        byte[] block = Http2Frames.block(fields.toArray(String[]::new));
        int end = method.equals("GET") ? Http2Frames.END_STREAM : 0;
        for (int i = 0; i < count; i++) {
            all.writeBytes(Http2Frames.frame(Http2Frames.HEADERS, end | Http2Frames.END_HEADERS, 2 * i + 1, block));
        }
        return all.toByteArray();
    }

    /** With a reset: close_notify and a FIN would wait behind what cannot be sent. */
    @Override
    public void close() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }
}
