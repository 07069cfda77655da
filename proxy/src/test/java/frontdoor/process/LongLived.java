package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A websocket and a slow download that are to outlive everything a reload does. */
final class LongLived implements AutoCloseable {
    private static final int DOWNLOAD = 64 << 20;
    private static final int SIP = 256 << 10;

    private final TlsClient websocket;
    private final TlsClient download;
    private int taken;
    private int echoes;

    private LongLived(TlsClient websocket, TlsClient download) {
        this.websocket = websocket;
        this.download = download;
    }

    static LongLived open(int port) throws IOException {
        TlsClient websocket = TlsClient.connect(port);
        assertThat(websocket.ask(
                        "/stream/ws",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                .startsWith("HTTP/1.1 101 ");
        TlsClient download = TlsClient.connect(port);
        assertThat(download.ask("/stream/get/" + DOWNLOAD)).startsWith("HTTP/1.1 200 ");
        return new LongLived(websocket, download);
    }

    /** Sends a message and takes a sip. */
    void goOn() throws IOException {
        byte[] message = ("message " + ++echoes).getBytes(StandardCharsets.US_ASCII);
        websocket.send(message);
        assertThat(websocket.read(message.length)).isEqualTo(message);
        if (taken < DOWNLOAD) {
            taken += download.read(SIP).length;
        }
    }

    /** Takes what is left of the download. */
    void finish() throws IOException {
        goOn();
        taken += download.read(DOWNLOAD - taken).length;
        assertThat(taken).isEqualTo(DOWNLOAD);
    }

    @Override
    public void close() throws IOException {
        websocket.close();
        download.close();
    }
}
