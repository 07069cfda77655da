package frontdoor.groups;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.health.ServerState;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.upstream.Peer;
import frontdoor.upstream.TestBed;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Q7: which server is asked, in all states of all of them. */
class UpstreamGroupTest {
    private static final ResponseHead ANSWER = new ResponseHead();

    private GroupBed groups;
    private TestBed bed;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        groups = new GroupBed();
        bed = groups.bed;
        client = bed.client().client();
    }

    @AfterEach
    void close() {
        groups.close();
    }

    private UpstreamGroup group(String settings) {
        return groups.group(settings, "\"a:80\"", "\"b:80\"", "\"c:80\"");
    }

    private static Member member(UpstreamGroup group, String host) {
        return group.members().stream()
                .filter(member -> member.peer()
                        .address()
                        .place()
                        .toString()
                        .replaceFirst(":.*", "")
                        .equals(host))
                .findFirst()
                .orElseThrow();
    }

    private String pick(UpstreamGroup group, int attempt, long tried) {
        Member picked = group.pick(bed.loop, TestBed.head("GET", 0), client, attempt, tried);
        return picked == null
                ? "none"
                : picked.peer().address().place().toString().replaceFirst(":.*", "");
    }

    private Map<String, Integer> pick(UpstreamGroup group, int times) {
        Map<String, Integer> picked = new HashMap<>();
        for (int i = 0; i < times; i++) {
            picked.merge(pick(group, 0, 0), 1, Integer::sum);
        }
        return picked;
    }

    private static void unreachable(UpstreamGroup group, String... hosts) {
        for (String host : hosts) {
            TestBed.cut(member(group, host).peer());
        }
    }

    private void fail(UpstreamGroup group, String host, int times) {
        for (int i = 0; i < times; i++) {
            group.onFailure(member(group, host), "502", bed.loop.roughNanoTime());
        }
    }

    private static ServerState state(UpstreamGroup group, String host) {
        return member(group, host).state();
    }

    @Test
    void sharesTheLoad() {
        assertThat(pick(group(""), 3000).values()).hasSize(3).allMatch(n -> n > 800 && n < 1200);
    }

    @Test
    void sharesTheLoadOfAPeerThatIsAvoided() {
        UpstreamGroup group = group("");
        unreachable(group, "a");
        assertThat(pick(group, 3000))
                .doesNotContainKey("a")
                .allSatisfy((peer, n) -> assertThat(n).isBetween(1200, 1800));
    }

    @Test
    void letsOneExchangeFindOutWhetherAPeerIsBack() {
        UpstreamGroup group = group("");
        unreachable(group, "a");
        bed.pass(TestBed.AVOIDED);
        assertThat(pick(group, 300)).containsEntry("a", 1);
        assertThat(TestBed.mend(member(group, "a").peer())).isTrue();
        assertThat(TestBed.mend(member(group, "a").peer())).isFalse();
        assertThat(pick(group, 300).get("a")).isGreaterThan(50);
    }

    @Test
    void neverFindsOutWithARetry() {
        UpstreamGroup group = group("");
        unreachable(group, "a");
        bed.pass(TestBed.AVOIDED);
        for (int i = 0; i < 100; i++) {
            assertThat(pick(group, 1, member(group, "b").bit())).isEqualTo("c");
        }
    }

    @Test
    void asksAnyIfNoneCanBeReached() {
        UpstreamGroup group = group("");
        unreachable(group, "a", "b", "c");
        assertThat(pick(group, 300)).hasSize(3);
        for (int i = 0; i < 100; i++) {
            assertThat(pick(group, 1, member(group, "a").bit())).isIn("b", "c");
        }
    }

    @Test
    void asksTheOnlyPeerAgain() {
        UpstreamGroup only = groups.group("", "\"a:80\"");
        assertThat(pick(only, 1, member(only, "a").bit())).isEqualTo("a");
    }

    @Test
    void asksEachThatWasNotTriedBeforeOneAgain() {
        UpstreamGroup group = group("");
        long tried = member(group, "a").bit() | member(group, "b").bit();
        unreachable(group, "c");
        assertThat(pick(group, 2, tried)).isEqualTo("c");
        assertThat(pick(group, 3, tried | member(group, "c").bit())).isIn("a", "b", "c");
    }

    @Test
    void asksABackupOnlyWhileNoOtherServerIsFit() {
        UpstreamGroup group = groups.group("", "\"a:80\"", "{ url = \"b:80\", backup = true }");
        assertThat(pick(group, 100)).containsOnlyKeys("a");
        unreachable(group, "a");
        assertThat(pick(group, 100)).containsOnlyKeys("b");
        unreachable(group, "b");
        assertThat(pick(group, 100)).containsOnlyKeys("a");
        assertThat(pick(group, 1, member(group, "a").bit())).isEqualTo("b");
    }

    @Test
    void neverAsksOneWithoutAWeight() {
        UpstreamGroup group = groups.group("", "\"a:80\"", "{ url = \"b:80\", weight = 0 }");
        assertThat(pick(group, 100)).containsOnlyKeys("a");
        unreachable(group, "a");
        assertThat(pick(group, 100)).containsOnlyKeys("a");
        assertThat(pick(group, 1, member(group, "a").bit())).isEqualTo("a");
    }

    @Test
    void prefersWhoHasAPlace() {
        UpstreamGroup group = group("balance = random");
        Peer full = member(group, "a").peer();
        bed.occupy(full, 1);
        assertThat(pick(group, 200)).containsOnlyKeys("b", "c");
        bed.leave(full);
        assertThat(pick(group, 200)).hasSize(3);
    }

    @Test
    void waitsWhereAllAreFullRatherThanAskingABackup() {
        UpstreamGroup group = groups.group("", "\"a:80\"", "{ url = \"b:80\", backup = true }");
        Peer full = member(group, "a").peer();
        bed.occupy(full, 1);
        assertThat(pick(group, 100)).containsOnlyKeys("a");
        bed.leave(full);
    }

    @Test
    void sendsTheSameToTheSameServer() {
        UpstreamGroup group = group("balance = hash, hash-by = \"header:X-User\"");
        Map<String, Set<String>> servers = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            RequestHead head = TestBed.head("GET", 0);
            addNamed(head, "x-uSER", "user " + i % 30);
            servers.computeIfAbsent("user " + i % 30, _ -> new HashSet<>())
                    .add(group.pick(bed.loop, head, client, 0, 0).toString());
        }
        assertThat(servers.values()).allMatch(one -> one.size() == 1);
        assertThat(servers.values().stream().distinct()).hasSize(3);
    }

    private static void addNamed(RequestHead head, String name, String value) {
        byte[] both = Octets.of(name + value);
        int start = head.fields().append(both, 0, both.length);
        head.fields().addAt(start, name.length(), start + name.length(), value.length());
    }

    @Test
    void sendsTheSameCookieToTheSameServer() {
        UpstreamGroup group = group("balance = hash, hash-by = \"cookie:sid\"");
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            RequestHead head = TestBed.head("GET", 0);
            head.fields().add(FieldName.COOKIE, Octets.of("a=" + i + "; sid=4711; b=" + i));
            servers.add(group.pick(bed.loop, head, client, 0, 0).toString());
        }
        assertThat(servers).hasSize(1);
        assertThat(pick(group, 300)).hasSize(3);
    }

    @Test
    void sendsAClientToTheSameServerUntilThatIsGone() {
        UpstreamGroup group = group("balance = hash");
        String server = pick(group, 0, 0);
        assertThat(pick(group, 100)).containsOnlyKeys(server);
        unreachable(group, server);
        String other = pick(group, 0, 0);
        assertThat(other).isNotEqualTo(server);
        assertThat(pick(group, 100)).containsOnlyKeys(other);
    }

    @Test
    void ejectsWhatFailsInARowButNotMoreThanItMay() {
        UpstreamGroup group = group("ejection { failures = 3, at-most = 50% }");
        fail(group, "a", 2);
        group.onSuccess(member(group, "a"), 0);
        fail(group, "a", 2);
        assertThat(state(group, "a")).isEqualTo(ServerState.UP);
        fail(group, "a", 1);
        assertThat(state(group, "a")).isEqualTo(ServerState.EJECTED);
        assertThat(member(group, "a").told(ServerState.EJECTED).why())
                .isEqualTo("3 failures in a row, the last one 502");
        fail(group, "b", 10);
        assertThat(state(group, "b")).isEqualTo(ServerState.UP);
        assertThat(pick(group, 300)).containsOnlyKeys("b", "c");
    }

    @Test
    void neverEjectsAnOnlyServer() {
        UpstreamGroup only = groups.group("ejection { failures = 1, at-most = 100% }", "\"a:80\"");
        fail(only, "a", 10);
        assertThat(state(only, "a")).isEqualTo(ServerState.UP);
        UpstreamGroup off = group("ejection = off");
        fail(off, "b", 10);
        assertThat(state(off, "b")).isEqualTo(ServerState.UP);
    }

    @Test
    void probesWhatWasEjectedAndTakesItBackWhenThatGoesWell() {
        UpstreamGroup group = group("ejection { failures = 3, time = 10s }");
        fail(group, "a", 3);
        bed.pass(Duration.ofMillis(9_900));
        assertThat(pick(group, 300)).doesNotContainKey("a");
        bed.pass(Duration.ofMillis(200));
        assertThat(pick(group, 300)).containsEntry("a", 1);
        fail(group, "a", 1);
        bed.pass(Duration.ofMillis(19_900));
        assertThat(pick(group, 300)).doesNotContainKey("a");
        bed.pass(Duration.ofMillis(200));
        assertThat(pick(group, 300)).containsEntry("a", 1);
        group.onSuccess(member(group, "a"), bed.loop.roughNanoTime());
        assertThat(state(group, "a")).isEqualTo(ServerState.UP);
        assertThat(pick(group, 300).get("a")).isGreaterThan(50);
    }

    @Test
    void healthLivesOnWhenTheConfigurationChanges() {
        fail(group("ejection.failures = 3"), "a", 3);
        UpstreamGroup next = groups.group("ejection.failures = 9", "\"c:80\"", "\"a:80\"", "\"d:80\"");
        assertThat(state(next, "a")).isEqualTo(ServerState.EJECTED);
        assertThat(pick(next, 300)).containsOnlyKeys("c", "d");
    }

    @Test
    void requestsInFlightDecideByDefault() {
        UpstreamGroup group = groups.group("", "\"a:80\"", "\"b:80\"");
        bed.run(() -> member(group, "a").peer().onTurnedTo(bed.loop));
        assertThat(pick(group, 100)).containsOnlyKeys("b");
        bed.run(() -> member(group, "a").peer().onLeft(bed.loop));
        assertThat(pick(group, 100)).hasSize(2);
    }

    @Test
    void givesOneThatHasComeBackAGrowingShare() {
        UpstreamGroup group = groups.group("slow-start = 10s", "\"a:80\"", "\"b:80\"");
        unreachable(group, "a");
        TestBed.mend(member(group, "a").peer());
        assertThat(state(group, "a")).isEqualTo(ServerState.STARTING);
        assertThat(pick(group, 1000).get("a")).isBetween(10, 200);
        bed.pass(Duration.ofSeconds(5));
        assertThat(pick(group, 1000).get("a")).isBetween(200, 450);
        bed.pass(Duration.ofSeconds(6));
        assertThat(state(group, "a")).isEqualTo(ServerState.UP);
        assertThat(pick(group, 1000).get("a")).isBetween(400, 600);
    }

    @Test
    void bringsAClientBackWhileItsServerCanBeAsked() {
        UpstreamGroup group = group("sticky { }");
        for (Member member : group.members()) {
            String cookie = text(group.cookie(bed.loop, member, null, ANSWER)).replaceAll(";.*", "");
            RequestHead head = withCookie("a=b; " + cookie);
            Stickiness.Stuck stuck = group.takeStuck(bed.loop, head);
            assertThat(stuck).isEqualTo(new Stickiness.Stuck(member, false));
            assertThat(head.fields().value(head.fields().find(FieldName.COOKIE, 0)))
                    .isEqualTo("a=b");
            assertThat(group.cookie(bed.loop, member, stuck, ANSWER)).isNull();
            assertThat(group.cookie(bed.loop, member, null, ANSWER)).isNotNull();
            unreachable(group, member.peer().address().place().toString().substring(0, 1));
            assertThat(group.takeStuck(bed.loop, withCookie(cookie))).isNull();
        }
        assertThat(group.takeStuck(bed.loop, TestBed.head("GET", 0))).isNull();
        UpstreamGroup off = group("");
        assertThat(off.cookie(bed.loop, off.members().getFirst(), null, ANSWER)).isNull();
    }

    /** Browsers send several cookies of one name, set for several paths: the first that is good counts, of a few. */
    @Test
    void believesTheFirstCookieThatIsGood() {
        UpstreamGroup group = group("sticky { }");
        Member member = group.members().getLast();
        String good = text(group.cookie(bed.loop, member, null, ANSWER)).replaceAll(";.*", "");
        assertThat(group.takeStuck(bed.loop, withCookie("frontdoor=old; frontdoor=; a=b; " + good + "; frontdoor=x")))
                .isEqualTo(new Stickiness.Stuck(member, false));
        assertThat(group.takeStuck(bed.loop, withCookie("frontdoor=x; ".repeat(20) + good)))
                .isNull();
    }

    private static RequestHead withCookie(String value) {
        RequestHead head = TestBed.head("GET", 0);
        head.fields().add(FieldName.COOKIE, Octets.of(value));
        return head;
    }

    private static String text(byte[] octets) {
        return Octets.text(octets, 0, octets.length);
    }

    @Test
    void knowsWhetherThereIsAnotherToAsk() {
        UpstreamGroup group =
                groups.group("", "\"a:80\"", "{ url = \"b:80\", backup = true }", "{ url = \"c:80\", weight = 0 }");
        long a = member(group, "a").bit();
        assertThat(group.hasOther(bed.loop, 0)).isTrue();
        assertThat(group.hasOther(bed.loop, a)).isTrue();
        unreachable(group, "b");
        assertThat(group.hasOther(bed.loop, a)).isTrue();
        assertThat(group.hasOther(bed.loop, a | member(group, "b").bit())).isFalse();
    }
}
