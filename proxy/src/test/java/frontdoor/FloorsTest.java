package frontdoor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import frontdoor.exchange.ClientStream;
import frontdoor.http.HstsField;
import frontdoor.policy.SitePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plan of the packages as code: each uses lower floors only. The same table is in ARCHITECTURE.md. */
class FloorsTest {
    private static final String ROOT = "frontdoor";
    /** From the ground up; where a package could stand lower, it does. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("budget", "demo", "hosts", "http", "ledger", "log", "report", "share", "x509"),
            List.of("hocon", "loop", "policy", "route", "tls", "wire"),
            List.of("audit", "config", "exchange"),
            List.of("certificates", "development", "discovery", "http1", "listen", "multiplex", "observe", "upstream"),
            List.of("http2", "scheme"),
            List.of("plan", "promises"),
            List.of("hsts", "preflight", "snapshot"),
            List.of("heads", "probe", "reload"),
            List.of("admin", "forward"),
            List.of("serve"),
            List.of("command"),
            List.of(ROOT));

    private static final Map<String, Integer> FLOOR_OF = IntStream.range(0, FLOORS.size())
            .boxed()
            .flatMap(floor -> FLOORS.get(floor).stream().map(name -> Map.entry(name, floor)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Set<String> BLOCKING = Set.of(
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

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        // What is built beside Main, wherever that is; the tests are built elsewhere.
        classes = new ClassFileImporter()
                .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void everyPackageHasAFloor() {
        assertThat(classes.stream().map(FloorsTest::packageOf)).isNotEmpty().isSubsetOf(FLOOR_OF.keySet());
    }

    @Test
    void packagesUseLowerFloorsOnly() {
        assertThat(classes.stream()
                        .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                        .filter(FloorsTest::climbs)
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyHoconKnowsTypesafeConfig() {
        onlyIn("hocon", "com.typesafe..");
    }

    @Test
    void onlyTlsKnowsBouncyCastle() {
        onlyIn("tls", "org.bouncycastle..");
    }

    @Test
    void onlyDiscoveryKnowsJackson() {
        onlyIn("discovery", "com.fasterxml..");
    }

    @Test
    void onlyLogKnowsLogback() {
        onlyIn("log", "ch.qos.logback..");
    }

    @Test
    void onlyCommandKnowsPicocli() {
        onlyIn("command", "picocli..");
    }

    @Test
    void decisionsKnowNoChannels() {
        check(noClasses()
                .that(resideInAnyPackage("frontdoor.policy..", "frontdoor.route..", "frontdoor.ledger.."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.channel..")));
    }

    /** A8: one place hands final heads to clients, so no answer can forget its policy. */
    @Test
    void onlyOnePlaceWritesHeadsToClients() {
        assertThat(callers(ClientStream.class, "writeHead")).containsExactly("frontdoor.forward.ResponseHeaders");
    }

    /** A8: a policy is made where sites are decided about, and below that place it is handed on as a parameter only. */
    @Test
    void policiesAreMadeOfDecisionsOnly() {
        assertThat(callers(HstsField.class, "of")).isNotEmpty().allMatch(name -> name.startsWith("frontdoor.policy."));
        assertThat(callers(SitePolicy.class, "hsts")).contains("frontdoor.forward.ResponseHeaders");
        check(noClasses()
                .that(resideInAnyPackage(
                        "frontdoor.http1..", "frontdoor.http2..", "frontdoor.http3..", "frontdoor.wire.."))
                .should()
                .dependOnClassesThat(resideInAPackage("frontdoor.policy..")));
    }

    /** Nothing on the way of a request waits for anything but its events. */
    @Test
    void theForwardingPathNeverBlocks() {
        assertThat(classes.stream()
                        .filter(FloorsTest::isOnForwardingPath)
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> BLOCKING.contains(call.getName()) && isWaiting(call.getTargetOwner()))
                        .map(JavaMethodCall::getDescription))
                .isEmpty();
    }

    /** A3: nor for a disk, a name server or a lock, which somebody may hold who waits for one of them. */
    @Test
    void theForwardingPathUsesNoFilesAndNoLocks() {
        String waitedFor = "java\\.io\\.(File\\w*|RandomAccessFile|PrintStream|Console)|java\\.nio\\.file\\.Files"
                + "|java\\.nio\\.channels\\.File\\w+|java\\.util\\.concurrent\\.locks\\.\\w*Lock|java\\.lang\\.Process\\w*";
        assertThat(classes.stream()
                        .filter(FloorsTest::isOnForwardingPath)
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use -> use.getTargetClass().getName().matches(waitedFor))
                        .map(Dependency::getDescription))
                .isEmpty();
        assertThat(classes.stream()
                        .filter(FloorsTest::isOnForwardingPath)
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(InetAddress.class)
                                && LOOKUPS.contains(call.getName()))
                        .map(JavaMethodCall::getDescription))
                .isEmpty();
        assertThat(classes.stream().filter(FloorsTest::isOnForwardingPath).flatMap(FloorsTest::monitors))
                .isEmpty();
    }

    /** A3: a stream of the process stops whoever writes to it, for as long as nobody reads. */
    @Test
    void onlyTheCommandLineAndTheLogWriteToTheStreamsOfTheProcess() {
        assertThat(classes.stream()
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                        .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                        .map(access -> access.getOriginOwner().getName())
                        .distinct())
                .containsExactly("frontdoor.command.CommandLines");
        assertThat(classes.stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getName().equals("printStackTrace")
                                && call.getTarget().getRawParameterTypes().isEmpty())
                        .map(JavaMethodCall::getDescription))
                .isEmpty();
    }

    /** The methods of {@code type} that enter a monitor, by their declaration or within. */
    private static Stream<String> monitors(JavaClass type) {
        try {
            Path file = Path.of(type.getSource().orElseThrow().getUri());
            return ClassFile.of().parse(file).methods().stream()
                    .filter(FloorsTest::entersMonitor)
                    .map(method -> type.getName() + "." + method.methodName().stringValue());
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

    /** F18: nothing on the way of a request gathers a whole body. */
    @Test
    void theForwardingPathNeverAggregates() {
        String gathering = ".*(HttpObjectAggregator|MessageAggregator|FullHttp\\w+|HttpServerKeepAliveHandler"
                + "|CompositeByteBuf|CoalescingBufferQueue|ByteArrayOutputStream)";
        assertThat(classes.stream()
                        .filter(FloorsTest::isOnForwardingPath)
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use -> use.getTargetClass().getName().matches(gathering))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    private static boolean isOnForwardingPath(JavaClass type) {
        return List.of(
                        "forward",
                        "heads",
                        "http1",
                        "http2",
                        "multiplex",
                        "upstream",
                        "wire",
                        "exchange",
                        "scheme",
                        "policy",
                        "route")
                .contains(packageOf(type));
    }

    private static boolean isWaiting(JavaClass owner) {
        return owner.isAssignableTo(Thread.class)
                || owner.isAssignableTo(Future.class)
                || owner.isAssignableTo(BlockingQueue.class)
                || owner.isAssignableTo(CountDownLatch.class)
                || owner.isAssignableTo(Semaphore.class)
                || owner.isEquivalentTo(Object.class);
    }

    /** The names of the classes that call this method. */
    private static Set<String> callers(Class<?> owner, String method) {
        return classes.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call ->
                        call.getName().equals(method) && call.getTargetOwner().isAssignableTo(owner))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());
    }

    private static void onlyIn(String owner, String library) {
        check(noClasses()
                .that(resideInAPackage("frontdoor..").and(not(resideInAPackage("frontdoor." + owner + ".."))))
                .should()
                .dependOnClassesThat(resideInAPackage(library)));
    }

    /** A package that is still empty breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static boolean climbs(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String from = packageOf(dependency.getOriginClass());
        String to = packageOf(target);
        return (target.getPackageName() + ".").startsWith(ROOT + ".")
                && !from.equals(to)
                && FLOOR_OF.getOrDefault(to, 0) >= FLOOR_OF.getOrDefault(from, 0);
    }

    /** The part of a package's name after {@code frontdoor.}; packages are flat. */
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? ROOT : name.substring(Math.min(name.length(), ROOT.length() + 1));
    }
}
