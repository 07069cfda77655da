package frontdoor.process;

import frontdoor.fixture.Http2Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One way in which clients make the weather bad. Each opens what it needs, says its part, and leaves the sockets open: whoever runs it
 * closes them when it has held them for a while, with a reset.
 */
enum Storm {
    HEAD_WITHOUT_END(1) {
        @Override
        void blow(Sky sky) throws IOException {
            say(sky.secure("http/1.1"), "GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\nX-Slow: ");
        }
    },
    DOWNLOAD_THAT_NOBODY_READS(3) {
        @Override
        void blow(Sky sky) throws IOException {
            say(sky.secure("http/1.1"), request("GET", "/stream/get/16000000", ""));
        }
    },
    UPLOAD_THAT_NOBODY_TAKES(3) {
        @Override
        void blow(Sky sky) throws IOException {
            Socket client = sky.secure("http/1.1");
            say(client, request("POST", "/stream/stall", "Content-Length: 16000000\r\n"));
            client.getOutputStream().write(new byte[1 << 15]);
        }
    },
    REQUESTS_AHEAD(2) {
        @Override
        void blow(Sky sky) throws IOException {
            Socket client = sky.plain();
            byte[] ahead = request("GET", "/" + "a".repeat(1500), "").repeat(20).getBytes(StandardCharsets.US_ASCII);
            client.getOutputStream().write(ahead);
        }
    },
    STREAMS_WITHOUT_A_WINDOW(4) {
        @Override
        void blow(Sky sky) throws IOException {
            for (int i = 0; i < 6; i++) {
                Socket client = sky.secure("h2");
                client.getOutputStream().write(http2(100, "/stream/get/1000000", false));
            }
        }
    },
    STREAMS_THAT_ARE_RESET(1) {
        @Override
        void blow(Sky sky) throws IOException {
            Socket client = sky.secure("h2");
            client.getOutputStream().write(http2(60, "/moody/", true));
        }
    },
    IDLE_CROWD(8) {
        @Override
        void blow(Sky sky) throws IOException {
            for (int i = 0; i < 30; i++) {
                say(sky.secure("http/1.1"), request("GET", "/", ""));
            }
        }
    },
    HALF_A_HANDSHAKE(4) {
        @Override
        void blow(Sky sky) throws IOException {
            for (int i = 0; i < 20; i++) {
                sky.plainTo(sky.tlsPort()).getOutputStream().write(new byte[] {22, 3, 1, 1, 0});
            }
        }
    },
    DESCRIPTORS(3) {
        @Override
        void blow(Sky sky) throws IOException {
            for (int i = 0; i < 300; i++) {
                say(sky.plain(), "GET / HTTP/1.1\r\nHost: sho");
            }
        }
    },
    NONSENSE(0) {
        @Override
        void blow(Sky sky) throws IOException {
            byte[] octets = new byte[4096];
            sky.random().nextBytes(octets);
            sky.plain().getOutputStream().write(octets);
            sky.plainTo(sky.tlsPort()).getOutputStream().write(octets);
        }
    },
    WEBSOCKET(2) {
        @Override
        void blow(Sky sky) throws IOException {
            Socket client = sky.secure("http/1.1");
            say(
                    client,
                    request(
                            "GET",
                            "/stream/ws",
                            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
            client.getOutputStream().write(new byte[1 << 16]);
        }
    },
    MOODY_BACKEND(1) {
        @Override
        void blow(Sky sky) throws IOException {
            for (int i = 0; i < 10; i++) {
                say(sky.secure("http/1.1"), request("GET", "/moody/", ""));
            }
        }
    };

    private final int holdSeconds;

    Storm(int holdSeconds) {
        this.holdSeconds = holdSeconds;
    }

    /** For how long its sockets stay open, in seconds. */
    int holdSeconds() {
        return holdSeconds;
    }

    abstract void blow(Sky sky) throws IOException;

    private static String request(String method, String path, String fields) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\n" + fields + "\r\n";
    }

    private static void say(Socket socket, String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.US_ASCII));
    }

    /** A connection's preface, a window of 0 for every stream, and so many requests, each reset at once or left to be answered. */
    private static byte[] http2(int streams, String path, boolean reset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Http2Frames.preface());
        out.writeBytes(Http2Frames.windows(0));
        for (int stream = 1; stream < 2 * streams; stream += 2) {
            out.writeBytes(Http2Frames.headers(
                    stream,
                    Http2Frames.END_STREAM,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":path",
                    path,
                    ":authority",
                    SiteFiles.HOST));
            if (reset) {
                out.writeBytes(Http2Frames.cancel(stream));
            }
        }
        return out.toByteArray();
    }
}
