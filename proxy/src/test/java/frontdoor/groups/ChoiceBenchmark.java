package frontdoor.groups;

import frontdoor.client.Client;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import frontdoor.loop.TransportKind;
import frontdoor.upstream.Upstreams;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of choosing a server; with {@code -prof gc} it shows that nothing is allocated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ChoiceBenchmark {
    @Param({"least-requests", "round-robin", "random", "hash"})
    public String balance = "";

    @Param({"1", "2", "10", "100"})
    public int servers;

    private final EventLoop eventLoop = new DefaultEventLoop();
    private final RequestHead head = new RequestHead();
    private final Client client = Client.of(InetAddress.ofLiteral("192.0.2.1"), false, null);
    private final List<Loop> loops =
            List.of(new Loop(0, eventLoop, Ticker.systemTicker()), new Loop(1, eventLoop, Ticker.systemTicker()));
    private @Nullable UpstreamGroup group;

    @Setup
    public void build() {
        head.setMethod(head.fields().append(Octets.of("GET"), 0, 3), 3);
        Upstreams upstreams = new Upstreams(
                loops,
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024);
        String list = IntStream.range(0, servers)
                .mapToObj(i -> "\"http://s" + i + ":80\"")
                .collect(Collectors.joining(", "));
        group = GroupBed.group(
                new UpstreamGroups(upstreams),
                GroupBed.written("balance = %s, servers = [%s]".formatted(balance, list)),
                null);
    }

    @TearDown
    public void close() {
        var _ = eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Benchmark
    public @Nullable Member pick() {
        return group.pick(loops.getFirst(), head, client, 0, 0);
    }
}
