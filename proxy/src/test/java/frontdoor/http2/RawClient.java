package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.ACK;
import static frontdoor.fixture.Http2Frames.DATA;
import static frontdoor.fixture.Http2Frames.END_HEADERS;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.HEADERS;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.SETTINGS;
import static frontdoor.fixture.Http2Frames.WINDOW_UPDATE;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.preface;

import frontdoor.budget.Room;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ClientTls;
import frontdoor.fixture.EmbeddedSocket;
import frontdoor.fixture.PassingTime;
import frontdoor.loop.Loop;
import frontdoor.terms.TlsSite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that speaks raw frames to an {@link Http2Handler} in memory, under virtual time, and reads the answers as strings.
 *
 * <p>It is not {@link frontdoor.fixture.Http2Client}, since a test of frames must see each of them and owe none, while that one plays a
 * whole client: it waits on a socket and acknowledges, refills and keeps what comes meanwhile by itself. What both write is
 * {@link frontdoor.fixture.Http2Frames}.
 */
final class RawClient implements AutoCloseable {
    static final String[] GET = {":method", "GET", ":scheme", "https", ":path", "/", ":authority", "example.com"};
    static final String[] POST = {":method", "POST", ":scheme", "https", ":path", "/", ":authority", "example.com"};

    private static final String[] TYPES = {
        "DATA",
        "HEADERS",
        "PRIORITY",
        "RST_STREAM",
        "SETTINGS",
        "PUSH_PROMISE",
        "PING",
        "GOAWAY",
        "WINDOW_UPDATE",
        "CONTINUATION"
    };

    final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    final RecordingStarter core = new RecordingStarter();
    final EmbeddedSocket channel = new EmbeddedSocket(Ticker.systemTicker());
    final Loop loop;
    final Http2Handler handler;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false);
    private final ByteBuf unread = Unpooled.buffer();

    RawClient() {
        this(Room.unlimited());
    }

    /** A client on a loop that has this room. */
    RawClient(Room room) {
        Ticker ticker = new Ticker() {
            @Override
            public long nanoTime() {
                return nanos.get();
            }

            @Override
            public long initialNanoTime() {
                return 0;
            }

            @Override
            public void sleep(long delay, TimeUnit unit) {
                throw new UnsupportedOperationException();
            }
        };
        loop = new Loop(0, channel.eventLoop(), ticker);
        loop.setRoom(room);
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 443);
        ClientLimits limits =
                new ClientLimits(16 * 1024, 32 * 1024, 128, seconds(10), seconds(60), seconds(30), seconds(3600));
        handler = Http2Handler.create(
                new ClientConnection(
                        new Accepted(loop, address, address, false),
                        new ClientTls("example.com", _ -> true, TlsSite.NOBODYS)),
                limits,
                core);
        channel.pipeline().addLast(handler);
    }

    /** A client whose preface has been exchanged. */
    static RawClient connected() {
        RawClient client = new RawClient();
        client.send(preface(), frame(SETTINGS, 0, 0), frame(SETTINGS, ACK, 0));
        client.received();
        return client;
    }

    static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    static String[] with(String[] head, String... more) {
        String[] all = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return all;
    }

    RawClient send(byte[]... frames) {
        for (byte[] frame : frames) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(frame));
            }
        }
        channel.runPendingTasks();
        return this;
    }

    /** Sends a request without a body and returns what came back. */
    List<String> request(int stream, String... head) {
        send(headers(stream, END_STREAM, head));
        return received();
    }

    void pass(long nanoseconds) {
        PassingTime.on(loop, nanos::addAndGet, nanoseconds);
        channel.runPendingTasks();
    }

    List<String> events() {
        return core.events;
    }

    /** The frames that came since the last question. */
    List<String> received() {
        channel.runPendingTasks();
        ByteBuf out;
        while ((out = channel.readOutbound()) != null) {
            unread.writeBytes(out);
            out.release();
        }
        List<String> frames = new ArrayList<>();
        while (unread.readableBytes() >= 9) {
            frames.add(describe(unread));
        }
        return frames;
    }

    private String describe(ByteBuf in) {
        int length = in.readUnsignedMedium();
        int type = in.readByte();
        int flags = in.readByte();
        int stream = in.readInt();
        ByteBuf payload = in.readSlice(length);
        String end = type <= HEADERS && (flags & END_STREAM) != 0 ? " end" : "";
        String name = TYPES[type] + (type == 4 || type == 6 ? (flags & ACK) != 0 ? " ack" : "" : " " + stream);
        return name
                + switch (type) {
                    case DATA -> " " + length + end;
                    case HEADERS -> (flags & END_HEADERS) == 0 ? " open" : fields(stream, payload) + end;
                    case RST_STREAM -> " " + Http2Error.valueOf(payload.readInt());
                    case SETTINGS -> settings(payload);
                    case 7 -> " last=" + payload.readInt() + " " + Http2Error.valueOf(payload.readInt());
                    case WINDOW_UPDATE -> " " + payload.readInt();
                    default -> "";
                };
    }

    private String fields(int stream, ByteBuf block) {
        StringBuilder text = new StringBuilder();
        try {
            hpack.decodeHeaders(stream, block)
                    .forEach(field ->
                            text.append(' ').append(field.getKey()).append('=').append(field.getValue()));
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static String settings(ByteBuf payload) {
        StringBuilder text = new StringBuilder();
        while (payload.isReadable()) {
            text.append(' ').append(payload.readShort()).append('=').append(payload.readInt());
        }
        return text.toString();
    }

    /** Whether the front door has not ended its direction. */
    boolean isOpen() {
        return channel.isOpen() && !channel.isOutputShutdown();
    }

    /** Whether it has, and only reads. */
    boolean isLingering() {
        return channel.isOpen() && channel.isOutputShutdown();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        unread.release();
    }
}
