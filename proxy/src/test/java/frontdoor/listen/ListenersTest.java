package frontdoor.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.hosts.ListenAddress;
import frontdoor.loop.Loop;
import frontdoor.loop.TransportKind;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenersTest {
    private static final InetAddress LOOPBACK_V4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress LOOPBACK_V6 = InetAddress.ofLiteral("::1");

    static Stream<TransportKind> transports() {
        return Stream.of(TransportKind.values()).filter(kind -> kind.unavailability() == null);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void sharesOneChosenPortAmongAllLoops(TransportKind kind) throws Exception {
        try (Door door = new Door(kind)) {
            int port = door.listenPlain();

            Set<String> loops = new HashSet<>();
            for (int i = 0; i < 64 && loops.size() < 2; i++) {
                try (Client client = Client.connect(port)) {
                    String answer = client.ask();
                    assertThat(answer).contains("inLoop=true").contains("secure=false");
                    loops.add(answer.substring(6, 12));
                }
            }

            assertThat(loops).containsExactlyInAnyOrder("loop=0", "loop=1");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void meansEveryAddressOfBothFamiliesByAPortAlone(TransportKind kind) throws Exception {
        try (Door door = new Door(kind)) {
            int port = door.listen(Port.Speaks.HTTP, null, 0);

            try (Client v4 = Client.connect(LOOPBACK_V4, port);
                    Client v6 = Client.connect(LOOPBACK_V6, port)) {
                assertThat(v4.ask()).contains("client=127.0.0.1 ");
                assertThat(v6.ask()).contains("client=::1 ");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void bindsOneAddressIfOneIsNamed(TransportKind kind) throws Exception {
        try (Door door = new Door(kind)) {
            int port = door.listen(Port.Speaks.HTTP, LOOPBACK_V6, 0);

            try (Client v6 = Client.connect(LOOPBACK_V6, port)) {
                assertThat(v6.ask()).contains("http1");
            }
            assertThatThrownBy(() -> Client.connect(LOOPBACK_V4, port)).hasMessageContaining("refused");
        }
    }

    /** Q23, Q28. */
    @ParameterizedTest
    @MethodSource("transports")
    void noticesASecondFrontDoorOnTheSamePort(TransportKind kind) throws Exception {
        try (Door first = new Door(kind);
                Door second = new Door(kind)) {
            int port = first.listen(Port.Speaks.TLS, null, 0);

            assertThatThrownBy(() -> second.listen(Port.Speaks.TLS, null, port))
                    .isInstanceOf(CannotListenException.class)
                    .hasMessageMatching("cannot listen on (listen\\.\\w+) :" + port
                            + ": address in use; end what holds it, or change \\1");
        }
    }

    /** Q23. */
    @Test
    void noticesAnotherProgramOnOneAddressOfThePort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK_V4);
                Door door = new Door(TransportKind.NIO)) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> door.listen(Port.Speaks.HTTP, null, port))
                    .isInstanceOf(CannotListenException.class)
                    .hasMessageMatching("cannot listen on (listen\\.\\w+) :" + port
                            + ": address in use; end what holds it, or change \\1");
        }
    }

    @Test
    void listensOnNoPortIfOneIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK_V4);
                Door door = new Door(TransportKind.NIO)) {
            int free = door.listenPlain();
            door.listeners().close();
            awaitRefusal(free);
            List<Port> ports = List.of(
                    Port.http(address(LOOPBACK_V4, free)), Port.http(address(LOOPBACK_V4, other.getLocalPort())));

            assertThatThrownBy(() ->
                            Listeners.open(door.transport, ports, Inherited.none(), door.pipeline(), door.connections))
                    .hasMessage("cannot listen on listen.plaintext 127.0.0.1:" + other.getLocalPort()
                            + ": address in use; end what holds it, or change listen.plaintext");
            awaitRefusal(free);
        }
    }

    /** Q22: the end of a connection that the server closed first stays in TIME_WAIT on the server's port. */
    @ParameterizedTest
    @MethodSource("transports")
    void bindsAgainAtOnceAfterItsEnd(TransportKind kind) throws Exception {
        int port;
        try (Door first = new Door(kind)) {
            port = first.listenPlain();
            try (Client client = Client.connect(port)) {
                client.ask();
                first.connections.end().closeNow();
                client.untilClosed();
            }
            await().until(() -> first.connections.count() == 0);
        }
        try (Door second = new Door(kind)) {
            assertThat(second.listen(Port.Speaks.HTTP, InetAddress.getLoopbackAddress(), port))
                    .isEqualTo(port);
        }
    }

    /** The JDK's selector gives a closed socket back to the system a turn later. */
    private static void awaitRefusal(int port) {
        await().untilAsserted(() ->
                assertThatThrownBy(() -> Client.connect(port).close()).hasMessageContaining("refused"));
    }

    @Test
    void saysInOneLineWhyAPortCannotBeHad() {
        assertThat(problem("Permission denied"))
                .startsWith("cannot listen on listen.tls 127.0.0.1:80: no permission to bind port 80 (")
                .doesNotContain("\n");
        assertThat(problem("bind(..) failed with error(-13): Permission denied"))
                .contains("no permission");
        assertThat(problem("Cannot assign requested address"))
                .isEqualTo("cannot listen on listen.tls 127.0.0.1:80: this machine has no such address");
        assertThat(problem("Too many open files"))
                .isEqualTo("cannot listen on listen.tls 127.0.0.1:80: too many open files");
    }

    private static String problem(String system) {
        Exception refused = new BindException(system);
        return BindProblem.of(refused)
                .toException(Port.tls(address(LOOPBACK_V4, 80)), refused)
                .getMessage();
    }

    private static ListenAddress address(InetAddress address, int port) {
        return new ListenAddress(Optional.of(address), port);
    }

    /** K10. */
    @ParameterizedTest
    @MethodSource("transports")
    void leavesAClientBeyondTheLimitInTheQueueUntilThereIsRoom(TransportKind kind) throws Exception {
        try (Door door = new Door(kind)) {
            door.limit.set(1);
            int port = door.listenPlain();
            try (Client first = Client.connect(port)) {
                first.ask();
                assertThat(door.connections.isFull()).isTrue();
                for (Loop loop : door.transport.loops()) {
                    loop.eventLoop().submit(() -> {}).sync();
                }
                try (Client second = Client.connect(port).send("hello\n")) {
                    assertThat(first.ask()).contains("http1");
                    assertThat(door.connections.count()).isOne();

                    first.socket().close();
                    assertThat(second.line()).contains("http1");
                }
            }
            await().until(() -> door.connections.count() == 0 && !door.connections.isFull());
        }
    }

    /** Q20. */
    @ParameterizedTest
    @MethodSource("transports")
    void drainsIdleConnectionsNowAndBusyOnesWhenTheyHaveEnded(TransportKind kind) throws Exception {
        try (Door door = new Door(kind)) {
            int port = door.listenPlain();
            try (Client idle = Client.connect(port);
                    Client busy = Client.connect(port)) {
                idle.ask();
                busy.send("busy\n").line();

                door.listeners().close();
                var drained = door.connections.end().drain(Duration.ofMinutes(1));

                assertThat(idle.untilClosed()).isEmpty();
                awaitRefusal(port);
                assertThat(drained).isNotDone();
                assertThat(busy.ask()).contains("http1");
                assertThat(drained).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(0);
            }
        }
    }

    /** Q20. */
    @Test
    void cutsWhatIsOpenAtTheDeadlineOfADrain() throws Exception {
        try (Door door = new Door(TransportKind.NIO)) {
            int port = door.listenPlain();
            try (Client busy = Client.connect(port)) {
                busy.send("busy\n").line();
                door.listeners().close();

                assertThat(door.connections.end().drain(Duration.ofMillis(50)))
                        .succeedsWithin(Duration.ofMinutes(1))
                        .isEqualTo(1);
                assertThat(busy.untilClosed()).isEmpty();
            }
        }
    }

    @Test
    void isDrainedAtOnceWithoutConnections() throws Exception {
        try (Door door = new Door(TransportKind.NIO)) {
            assertThat(door.connections.end().drain(Duration.ofMinutes(1)))
                    .succeedsWithin(Duration.ofMinutes(1))
                    .isEqualTo(0);
        }
    }
}
