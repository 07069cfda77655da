package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.connect.BackendContexts;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.HeadLimits;
import frontdoor.loop.Loop;
import frontdoor.loop.TransportKind;
import frontdoor.share.Places;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Ticker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that break down on their way to a connection, since there is no memory for a task: their places are free again. */
class BrokenAdmissionTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String HEARD = "ready, 200, body hello, end";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Ticker ticker = Ticker.newMockTicker();
    private final Loop loop = new Loop(0, withoutMemory(group.next()), ticker);
    private final Places all = new Places(1024);
    private final Upstreams upstreams = new Upstreams(
            new PeerParts(List.of(loop), PoolLimits.DEFAULT, all, new BackendContexts(), ticker),
            Sockets.of(TransportKind.NIO),
            BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
            new HeadLimits(8192, 32768, 100));
    private volatile boolean memoryIsShort;

    @AfterEach
    void close() {
        upstreams.retain(Map.of());
        awaitTrue(() -> upstreams.open() == 0 && upstreams.waiting() == 0 && all.taken() == 0);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** {@code real}, but a connection cannot be begun while memory is short. */
    private EventLoop withoutMemory(EventLoop real) {
        return (EventLoop) Proxy.newProxyInstance(
                EventLoop.class.getClassLoader(), new Class<?>[] {EventLoop.class}, (_, method, arguments) -> {
                    if (memoryIsShort && method.getName().equals("execute") && isOfConnecting()) {
                        throw new OutOfMemoryError("as a test wants");
                    }
                    return call(real, method, arguments);
                });
    }

    private static boolean isOfConnecting() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(Connecting.class.getName())
                        && frame.getMethodName().equals("start")));
    }

    private static Object call(EventLoop real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private RecordedResponse ask(FakeBackend backend, Consumer<UpstreamStream> onReady) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        RecordedResponse response =
                new RecordedResponse(new ClientConnection(new Accepted(loop, address, address, true), null), onReady);
        Peer peer = upstreams.peer(backend.address(), TestBed.limits(1, 100));
        group.next()
                .submit(() -> upstreams.open(loop, peer, TestBed.TIMEOUTS, false, response))
                .syncUninterruptibly();
        return response;
    }

    private RecordedResponse get(FakeBackend backend) {
        return ask(backend, stream -> {
            stream.writeHead(TestBed.head("GET", 0));
            stream.writeEnd();
        });
    }

    @Test
    void tellsThoseThatWaitAndServesTheNext() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            RecordedResponse holder = ask(backend, _ -> {}).awaitEnding("ready");
            List<RecordedResponse> waiting = List.of(get(backend), get(backend));
            memoryIsShort = true;
            group.next().execute(holder.stream()::cancel);
            waiting.forEach(response -> assertThat(response.awaitOver()).isEqualTo("internal_error"));
            memoryIsShort = false;
            assertThat(get(backend).awaitOver()).isEqualTo(HEARD);
        }
    }

    @Test
    void throwsAtWhoAsksAndServesTheNext() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            memoryIsShort = true;
            assertThatThrownBy(() -> get(backend)).isInstanceOf(OutOfMemoryError.class);
            memoryIsShort = false;
            assertThat(get(backend).awaitOver()).isEqualTo(HEARD);
        }
    }

    /** The connection that it was handed is of no use to anybody else. */
    @Test
    void failsAWaitingRequestThatCannotBeBegunAndServesTheNext() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            RecordedResponse holder = ask(backend, _ -> {}).awaitEnding("ready");
            RecordedResponse broken = ask(backend, _ -> {
                throw new IllegalStateException("as a test wants");
            });
            RecordedResponse next = get(backend);
            group.next().execute(() -> {
                holder.stream().writeHead(TestBed.head("GET", 0));
                holder.stream().writeEnd();
            });
            assertThat(holder.awaitOver()).isEqualTo(HEARD);
            assertThat(broken.awaitOver()).isEqualTo("ready, internal_error");
            assertThat(next.awaitOver()).isEqualTo(HEARD);
        }
    }
}
