package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rule that no event loop ever waits, as far as code shows it: for every class of the packages that run on one. What runs beside
 * the loops, and the locks that are taken on them, are listed by name with the reason; a name that is no longer needed has to go.
 */
class EventLoopsTest {
    private static final Set<String> PACKAGES = Set.of(
            "balance",
            "budget",
            "certificates",
            "compress",
            "client",
            "connect",
            "discovery",
            "exchange",
            "forward",
            "groups",
            "heads",
            "health",
            "hosts",
            "http",
            "http1",
            "http2",
            "listen",
            "log",
            "login",
            "loop",
            "multiplex",
            "observe",
            "pages",
            "pairs",
            "policy",
            "route",
            "scheme",
            "share",
            "snapshot",
            "sticky",
            "tls",
            "upstream",
            "upstream1",
            "upstream2",
            "wire");

    /** Classes and methods of these packages that are called on other threads only. */
    private static final Map<String, String> BESIDE_LOOPS = Map.ofEntries(
            Map.entry("budget.ProcessBudgets", "the thread that looks after the process asks it"),
            Map.entry("certificates.DirectoryPair", "certificates are looked for at a start and at a reload"),
            Map.entry("sticky.StickyKeyFile", "keys are read at a start and at a reload"),
            Map.entry("connect.Dialer.close", "the thread that ends has connections end, too"),
            Map.entry("connect.BackendContexts", "peers are made at a start and at a reload"),
            Map.entry("groups.HealthChecks.watch", "who is to be checked is decided at a start and at a reload"),
            Map.entry("pairs.KeyFiles", "certificates are read at a start and at a reload"),
            Map.entry("pairs.PrivateFiles", "a development certificate is kept before a port is open"),
            Map.entry("tls.AlpnChallenges.put", "the threads that get certificates put answers there"),
            Map.entry("tls.AlpnChallenges.remove", "the threads that get certificates take them away"),
            Map.entry("tls.AlpnChallenges.close", "the thread that ends closes it"),
            Map.entry(
                    "groups.UpstreamGroups",
                    "groups are made at a start, at a reload, and by the thread that looks after services"),
            Map.entry("groups.ServiceWatch", "services are looked after on a thread of its own"),
            Map.entry("tls.ServedCertificates.swap", "certificates are swapped by the thread of reloads"),
            Map.entry("tls.TicketKeys.use", "keys of tickets are taken at a start and at a reload"),
            Map.entry("tls.ServerTls.prepare", "contexts are made at a start and at a reload"),
            Map.entry("tls.ServerTls.close", "the thread that ends closes it"),
            Map.entry("tls.ServerContext.close", "contexts are closed at a reload and at the end"),
            Map.entry("tls.TicketKeys.moveTo", "contexts are renewed at a reload"),
            Map.entry("tls.SlowHandshakes.takeTurn", "threads of its own do what takes long"),
            Map.entry("discovery.Collector.run", "what loops have noticed is taken on a thread of its own"),
            Map.entry("discovery.Tables", "the collector's thread fills them"),
            Map.entry("discovery.Discovery.report", "the admin listener asks for it"),
            Map.entry("discovery.Discovery.hosts", "the admin listener asks for it"),
            Map.entry("observe.Metrics.scrape", "the admin listener asks for it"),
            Map.entry("observe.LogOutput", "the thread of the access log writes to it"),
            Map.entry("observe.RotatedOutput", "the thread of the access log writes to it"),
            Map.entry("log.LineWriter.awaitProgress", "whoever ends the process waits for its last lines"),
            Map.entry("log.LineWriter.close", "whoever ends the process waits for its last lines"),
            Map.entry("log.LineWriter.run", "the thread that writes waits for lines"),
            Map.entry("log.LineWriter.onDone", "the thread that writes has written"),
            Map.entry("log.LineStream", "it stands in for System.err, where only the JVM and libraries print"),
            Map.entry("log.Stderr.takeSystemErr", "before a port is open"),
            Map.entry("log.StderrOutput", "the thread of the log writes to it"),
            Map.entry("listen.Listeners.bind", "ports are opened by the thread that starts"),
            Map.entry("listen.Listeners.close", "ports are closed by the thread that ends"),
            Map.entry("loop.TransportKind", "sockets of another process are adopted by the thread that starts"),
            Map.entry("loop.Transport.close", "loops are ended by the thread that ends"));

    /** Locks that a loop takes: held for a few assignments, never while anything is waited for. */
    private static final Map<String, String> SHORT_LOCKS = Map.of(
            "share.Places", "who holds which places, taken with connections or while places are short",
            "listen.ClientShares", "who holds which places, taken with connections",
            "health.CheckTally", "results of checks are counted, one every few seconds",
            "health.Ejection", "what has failed is absent for longer each time, settled when that begins or ends",
            "groups.UpstreamGroup.eject", "who is ejected already is counted, when somebody else is about to be",
            "tls.ServerContext.scoped", "an engine takes the scope of its sessions from the context while it is made",
            "tls.SlowHandshakes.add", "what takes long in a handshake waits for its turn",
            "tls.TicketKeys.rotate", "one loop makes the new key, once in a period");

    private static final Set<String> WAITING = Set.of(
            "sleep",
            "join",
            "await",
            "awaitUninterruptibly",
            "sync",
            "syncUninterruptibly",
            "get",
            "take",
            "acquire",
            "wait");

    private static final Set<String> LOOKUPS =
            Set.of("getByName", "getAllByName", "getLocalHost", "getHostName", "getCanonicalHostName", "isReachable");

    private static final String FILES_AND_LOCKS =
            "java\\.io\\.(File\\w*|RandomAccessFile|PrintStream|Console)|java\\.nio\\.file\\.Files"
                    + "|java\\.nio\\.channels\\.File\\w+|java\\.util\\.concurrent\\.locks\\.\\w*Lock|java\\.lang\\.Process\\w*";

    private static final String GATHERING =
            ".*(HttpObjectAggregator|MessageAggregator|FullHttp\\w+|HttpServerKeepAliveHandler"
                    + "|CompositeByteBuf|CoalescingBufferQueue|ByteArrayOutputStream)";

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = ProgramClasses.read();
    }

    /** A3: neither for what is to happen, nor for a disk, a name server or a lock, which somebody may hold who waits for one of them. */
    @Test
    void nothingOnALoopWaits() {
        assertThat(waits().filter(wait -> excuses(wait).findAny().isEmpty())).isEmpty();
    }

    /** F18: nothing on the way of a request gathers a whole body. */
    @Test
    void nothingOnALoopGathersABody() {
        assertThat(gathers().filter(gathering -> excuses(gathering).findAny().isEmpty()))
                .isEmpty();
    }

    /** An exception that nothing needs any more would excuse what comes later. */
    @Test
    void everyExceptionIsNeeded() {
        assertThat(Stream.concat(waits(), gathers())
                        .flatMap(EventLoopsTest::excuses)
                        .distinct())
                .containsAll(BESIDE_LOOPS.keySet())
                .containsAll(SHORT_LOCKS.keySet());
    }

    private static Stream<String> waits() {
        Stream<String> calls = onLoops()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> waitsForSomething(call) || looksUpAName(call))
                .map(JavaMethodCall::getDescription);
        return Stream.of(calls, uses(FILES_AND_LOCKS), onLoops().flatMap(EventLoopsTest::monitors))
                .flatMap(all -> all);
    }

    private static Stream<String> gathers() {
        return uses(GATHERING);
    }

    private static Stream<JavaClass> onLoops() {
        return classes.stream().filter(type -> PACKAGES.contains(ProgramClasses.packageOf(type)));
    }

    private static Stream<String> uses(String names) {
        return onLoops()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> use.getTargetClass().getName().matches(names))
                .map(Dependency::getDescription);
    }

    /** The exceptions that what is described falls under; it begins with the class or the method that does it, in angle brackets. */
    private static Stream<String> excuses(String described) {
        String place = described.substring(described.indexOf('<') + 1);
        return Stream.of(BESIDE_LOOPS, SHORT_LOCKS)
                .flatMap(exceptions -> exceptions.keySet().stream())
                .filter(name -> place.matches("frontdoor\\." + Pattern.quote(name) + "[.$(>].*"));
    }

    private static boolean waitsForSomething(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return WAITING.contains(call.getName())
                && (owner.isEquivalentTo(Object.class)
                        || Stream.of(
                                        Thread.class,
                                        Future.class,
                                        BlockingQueue.class,
                                        CountDownLatch.class,
                                        Semaphore.class)
                                .anyMatch(owner::isAssignableTo));
    }

    private static boolean looksUpAName(JavaMethodCall call) {
        return LOOKUPS.contains(call.getName()) && call.getTargetOwner().isEquivalentTo(InetAddress.class);
    }

    /** The methods of {@code type} that enter a monitor, by their declaration or within. */
    private static Stream<String> monitors(JavaClass type) {
        try {
            Path file = Path.of(type.getSource().orElseThrow().getUri());
            return ClassFile.of().parse(file).methods().stream()
                    .filter(EventLoopsTest::entersMonitor)
                    .map(method -> "Method <" + type.getName() + "."
                            + method.methodName().stringValue() + "> takes a lock");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean entersMonitor(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code().stream()
                        .flatMap(code -> code.elementStream())
                        .anyMatch(element -> element instanceof MonitorInstruction);
    }
}
