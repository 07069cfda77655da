package frontdoor.serve;

import com.sun.management.ThreadMXBean;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.fixture.AuthorityTrust;
import frontdoor.listen.Port;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One HTTP/1.1 exchange over TLS, 1 KiB proxied, through a whole front door: what the event loops allocate for it.
 *
 * <p>With nothing switched on, and with each {@link Feature} of the list.
 *
 * <p>{@code octetsPerExchange} is the figure: heap octets that the threads of the event loops allocated, by exchange (JMH prints the sum of the
 * iterations, and their average below). The time is that of
 * a client that waits for each answer, and says nothing about throughput.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dio.netty.leakDetection.level=disabled",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC"
        })
public class ExchangeBenchmark {
    private static final byte[] REQUEST = """
            GET /1k?a=b HTTP/1.1
            Host: localhost
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36
            Accept: text/html,application/xhtml+xml
            Accept-Encoding: gzip, br
            Cookie: session=0123456789abcdef
            Authorization: Basic YWRhOnNlY3JldA==
            X-Forwarded-For: 203.0.113.9, 192.0.2.7

            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESPONSE =
            ("""
            HTTP/1.1 200 OK
            Server: nginx
            Date: Sun, 22 Nov 2026 10:00:00 GMT
            Content-Type: application/octet-stream
            Content-Length: 1024
            Last-Modified: Sun, 22 Nov 2026 09:00:00 GMT
            ETag: "6921-400"

            """.replace("\n", "\r\n") + "x".repeat(1024)).getBytes(StandardCharsets.US_ASCII);

    /** What is switched on. */
    @Param
    public Feature feature;

    /** ada:secret, at the lowest cost. */
    private static final String USERS = "ada:$2b$04$6olRVtSaXur5nMm8MgbeE.gycPMdCWkejKd9HMp0CjmNseeaG.gy6\n";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] buffer = new byte[4096];
    private ServerSocket backend;
    private FrontDoor frontDoor;
    private Socket client;
    private InputStream in;
    private OutputStream out;
    private int answerOctets;

    /** The allocation of the event loops in one iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        /** Heap octets of the event loops' threads, by exchange. */
        public double octetsPerExchange;

        private long exchanges;
        private long before;

        /** Starts counting. */
        @Setup(Level.Iteration)
        public void begin(ExchangeBenchmark benchmark) {
            exchanges = 0;
            before = benchmark.allocatedByLoops();
        }

        /** Divides. */
        @TearDown(Level.Iteration)
        public void end(ExchangeBenchmark benchmark) {
            octetsPerExchange = (benchmark.allocatedByLoops() - before) / (double) exchanges;
        }
    }

    /** Opens backend, front door and client, and does the first exchange. */
    @Setup
    public void open() throws Exception {
        backend = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serveBackend);
        Path state = Files.createTempDirectory("frontdoor-bench");
        var pair =
                (DevelopmentLoading.Ready) new DevelopmentAuthority(state, InstantSource.system()).prepare(List.of());
        Path users = Files.writeString(state.resolve("users"), USERS);
        Files.writeString(state.resolve("users.html"), "<p>an error</p>");
        String text = feature.configured(state, pair.chain(), pair.key(), users, backend.getLocalPort());
        var loaded = (ConfigResult.Loaded) ConfigLoader.parse("bench", text);
        frontDoor = FrontDoor.open(new Start(Path.of("bench"), loaded.read(), loaded.config(), false));
        client = connect(pair.authority(), frontDoor.port(Port.Speaks.TLS));
        in = client.getInputStream();
        out = client.getOutputStream();
        out.write(REQUEST);
        answerOctets = in.read(buffer);
        while (answerOctets < RESPONSE.length) {
            answerOctets += in.read(buffer, answerOctets, buffer.length - answerOctets);
        }
    }

    private static Socket connect(Path authority, InetSocketAddress address) throws Exception {
        return AuthorityTrust.of(authority).getSocketFactory().createSocket("localhost", address.getPort());
    }

    private void serveBackend() {
        while (true) {
            try {
                Socket socket = backend.accept();
                Thread.ofPlatform().daemon().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        byte[] request = new byte[4096];
        try (socket) {
            while (socket.getInputStream().read(request) > 0) {
                socket.getOutputStream().write(RESPONSE);
            }
        } catch (IOException closed) {
            // The front door has let go of the connection.
        }
    }

    /** Heap octets that the threads of the event loops have allocated so far. */
    long allocatedByLoops() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith("frontdoor-loop"))
                .mapToLong(info -> threads.getThreadAllocatedBytes(info.getThreadId()))
                .sum();
    }

    /** One request and its answer. */
    @Benchmark
    public int exchange(Allocation allocation) throws IOException {
        allocation.exchanges++;
        out.write(REQUEST);
        int read = 0;
        while (read < answerOctets) {
            read += in.read(buffer, read, buffer.length - read);
        }
        return read;
    }

    /** Closes everything. */
    @TearDown
    public void close() throws IOException {
        client.close();
        frontDoor.close();
        backend.close();
    }
}
