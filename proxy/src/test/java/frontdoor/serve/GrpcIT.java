package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.GrpcEcho;
import frontdoor.fixture.LeakPresence;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D19, H8, F18: grpc-java's client talks to grpc-java's server through the front door, to which the server speaks in the clear or over TLS. */
@ExtendWith(LeakPresence.class)
class GrpcIT {
    private static final int LARGE = 8 * 1024 * 1024;

    @TempDir
    private static Path directory;

    private static GrpcEcho plain;
    private static GrpcEcho secure;
    private static FrontDoorHarness door;
    private ManagedChannel channel;

    @BeforeAll
    static void open() throws Exception {
        DevelopmentLoading.Ready own = (DevelopmentLoading.Ready)
                new DevelopmentAuthority(Files.createDirectory(directory.resolve("backend")), InstantSource.system())
                        .prepare(List.of("grpc.test"));
        plain = new GrpcEcho(null, null);
        secure = new GrpcEcho(own.chain(), own.key());
        door = FrontDoorHarness.open(Files.createDirectory(directory.resolve("door")), """
                frontdoor {
                  upstreams {
                    plain { servers = ["http://127.0.0.1:%d"], protocol = http2 }
                    secure { servers = ["https://127.0.0.1:%d"], protocol = http2, tls { authorities = "%s", name = "grpc.test" } }
                  }
                  sites.plain { hosts = ["plain.test"], routes = [ { path = "/", upstream = plain } ] }
                  sites.secure { hosts = ["example.test"], routes = [ { path = "/", upstream = secure } ] }
                }
                """.formatted(
                        plain.port(), secure.port(), own.authority()));
    }

    @AfterAll
    static void close() {
        door.close();
        plain.close();
        secure.close();
    }

    @AfterEach
    void hangUp() {
        channel.shutdownNow();
    }

    private ManagedChannel dial(String host) throws Exception {
        channel = NettyChannelBuilder.forAddress(door.address(true))
                .overrideAuthority(host)
                .maxInboundMessageSize(2 * LARGE)
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .build())
                .build();
        return channel;
    }

    private static CallOptions within(long seconds) {
        return CallOptions.DEFAULT.withDeadlineAfter(seconds, TimeUnit.SECONDS);
    }

    private static byte[] octets(int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 7);
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.test", "example.test"})
    void callsWithSmallAndLargeMessages(String host) throws Exception {
        dial(host);
        for (int length : new int[] {0, 1, 70_000, LARGE}) {
            assertThat(ClientCalls.blockingUnaryCall(channel, GrpcEcho.UNARY, within(60), octets(length)))
                    .isEqualTo(octets(length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.test", "example.test"})
    void streamsBothWays(String host) throws Exception {
        dial(host);
        Iterator<byte[]> down =
                ClientCalls.blockingServerStreamingCall(channel, GrpcEcho.DOWN, within(60), octets(100_000));
        int messages = 0;
        while (down.hasNext()) {
            assertThat(down.next()).hasSize(100_000);
            messages++;
        }
        assertThat(messages).isEqualTo(7);

        Answers sum = new Answers();
        StreamObserver<byte[]> up = ClientCalls.asyncClientStreamingCall(channel.newCall(GrpcEcho.UP, within(60)), sum);
        for (int i = 0; i < 50; i++) {
            up.onNext(octets(100_000));
        }
        up.onCompleted();
        assertThat(ByteBuffer.wrap(sum.next()).getInt()).isEqualTo(5_000_000);

        Answers talk = new Answers();
        StreamObserver<byte[]> both =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(GrpcEcho.BOTH, within(60)), talk);
        for (int i = 1; i < 20; i++) {
            both.onNext(octets(i));
            assertThat(talk.next()).hasSize(i);
        }
        both.onCompleted();
        assertThat(talk.next()).isEqualTo(Answers.COMPLETED);
    }

    /** A call that fails at once is answered by a head alone, which has to end the stream: trailers-only. */
    @ParameterizedTest
    @ValueSource(strings = {"plain.test", "example.test"})
    void tellsFailuresByTheirTrailers(String host) throws Exception {
        dial(host);
        StatusRuntimeException failed = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, GrpcEcho.FAIL, within(60), octets(1)));
        assertLost(failed);

        Iterator<byte[]> broken =
                ClientCalls.blockingServerStreamingCall(channel, GrpcEcho.BREAK, within(60), octets(9));
        List<byte[]> before = new ArrayList<>();
        StatusRuntimeException end = catchThrowableOfType(StatusRuntimeException.class, () -> {
            while (broken.hasNext()) {
                before.add(broken.next());
            }
        });
        assertThat(before).hasSize(2);
        assertLost(end);
    }

    private static void assertLost(StatusRuntimeException failed) {
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.DATA_LOSS);
        assertThat(failed.getStatus().getDescription()).isEqualTo("lost & found");
        assertThat(failed.getTrailers().get(GrpcEcho.REASON)).isEqualTo("because");
    }

    /** Q8: a deadline that passes at the client ends the call at the server. */
    @ParameterizedTest
    @ValueSource(strings = {"plain.test", "example.test"})
    void endsACallWhoseDeadlineHasPassed(String host) throws Exception {
        dial(host);
        // The deadline is for the call alone: by then there is a connection.
        assertThat(ClientCalls.blockingUnaryCall(channel, GrpcEcho.UNARY, within(60), octets(1)))
                .hasSize(1);
        StatusRuntimeException failed = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, GrpcEcho.SILENT, within(5), octets(1)));
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat((host.equals("plain.test") ? plain : secure).wasCancelled()).isTrue();
    }

    private static final class Answers implements StreamObserver<byte[]> {
        private static final byte[] COMPLETED = {-1, -1, -1};

        private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();

        byte[] next() throws InterruptedException {
            return queue.poll(1, TimeUnit.MINUTES);
        }

        @Override
        public void onNext(byte[] message) {
            queue.add(message);
        }

        @Override
        public void onError(Throwable thrown) {
            queue.add(thrown.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void onCompleted() {
            queue.add(COMPLETED);
        }
    }
}
