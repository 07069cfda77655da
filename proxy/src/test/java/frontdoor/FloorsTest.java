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
import com.tngtech.archunit.lang.ArchRule;
import frontdoor.exchange.ClientStream;
import frontdoor.http.HstsField;
import frontdoor.policy.SitePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plan of the packages as code: each uses lower floors only. The same table is in ARCHITECTURE.md. */
class FloorsTest {
    /** From the ground up; where a package could stand lower, it does. */
    private static final List<List<String>> FLOORS = List.of(
            List.of(
                    "balance",
                    "budget",
                    "challenge",
                    "demo",
                    "files",
                    "handover",
                    "hosts",
                    "http",
                    "idna",
                    "ledger",
                    "log",
                    "report",
                    "share",
                    "sticky",
                    "supervisor",
                    "tally",
                    "terms",
                    "vault",
                    "x509"),
            List.of(
                    "client",
                    "compress",
                    "health",
                    "hocon",
                    "hpack",
                    "login",
                    "loop",
                    "maintenance",
                    "pairs",
                    "policy",
                    "proxyheader",
                    "renewal",
                    "route",
                    "wire"),
            List.of("audit", "exchange", "limits", "staple", "tls"),
            List.of("config", "connect", "discovery", "http1", "multiplex", "upstream1"),
            List.of("acme", "certificates", "development", "http2", "listen", "observe", "pages", "upstream2"),
            List.of("scheme", "upstream"),
            List.of("groups", "heads", "plan", "promises"),
            List.of("hsts", "preflight", "snapshot"),
            List.of("forward", "probe", "reload"),
            List.of("admin"),
            List.of("serve"),
            List.of("command"),
            List.of(ProgramClasses.ROOT));

    private static final Map<String, Integer> FLOOR_OF = IntStream.range(0, FLOORS.size())
            .boxed()
            .flatMap(floor -> FLOORS.get(floor).stream().map(name -> Map.entry(name, floor)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = ProgramClasses.read();
    }

    @Test
    void everyPackageHasAFloor() {
        assertThat(classes.stream().map(ProgramClasses::packageOf)).isNotEmpty().isSubsetOf(FLOOR_OF.keySet());
    }

    @Test
    void thePageOnArchitectureHasTheSameFloors() throws IOException {
        Map<String, Integer> told = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("..", "ARCHITECTURE.md"))) {
            String[] cells = line.split(" *\\| *");
            if (cells.length == 4 && cells[1].matches("\\d+")) {
                for (String name : cells[2].replace("`", "").split(" ")) {
                    told.put(name, Integer.valueOf(cells[1]));
                }
            }
        }
        assertThat(told).isEqualTo(FLOOR_OF);
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
        check(slices().matching(ProgramClasses.ROOT + ".(*)..").should().beFreeOfCycles());
    }

    /** A plan can be made where nothing could be served. */
    @Test
    void planStandsOnNothingThatTouchesAPort() {
        check(noClasses()
                .that(resideInAPackage("frontdoor.plan.."))
                .should()
                .transitivelyDependOnClassesThat(resideInAnyPackage(
                        "frontdoor.exchange..",
                        "frontdoor.groups..",
                        "frontdoor.loop..",
                        "frontdoor.snapshot..",
                        "frontdoor.upstream..",
                        "frontdoor.wire..")));
    }

    @Test
    void onlyHoconKnowsTypesafeConfig() {
        onlyIn("hocon", "com.typesafe..");
    }

    @Test
    void onlyPairsAndStapleKnowBouncyCastle() {
        check(noClasses()
                .that(resideInAPackage("frontdoor..")
                        .and(not(resideInAnyPackage("frontdoor.pairs..", "frontdoor.staple.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bouncycastle..")));
    }

    @Test
    void onlyDiscoveryKnowsJackson() {
        onlyIn("discovery", "com.fasterxml..");
    }

    @Test
    void onlyRouteKnowsRe2() {
        onlyIn("route", "com.google.re2j..");
    }

    @Test
    void onlyCompressKnowsBrotliAndZstandard() {
        onlyIn("compress", "com.aayushatharva..");
        onlyIn("compress", "com.github.luben..");
    }

    @Test
    void onlyLoginKnowsBcrypt() {
        onlyIn("login", "at.favre..");
    }

    @Test
    void onlyAcmeKnowsAcme4j() {
        onlyIn("acme", "org.shredzone..");
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
        String from = ProgramClasses.packageOf(dependency.getOriginClass());
        String to = ProgramClasses.packageOf(target);
        return (target.getPackageName() + ".").startsWith(ProgramClasses.ROOT + ".")
                && !from.equals(to)
                && FLOOR_OF.getOrDefault(to, 0) >= FLOOR_OF.getOrDefault(from, 0);
    }
}
