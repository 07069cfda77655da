package frontdoor.groups;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.health.ServerState;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.upstream.FakeNameServer;
import frontdoor.upstream.TestBed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Q7, Q10, RFC 2782: the servers that the SRV records of a service list, each one with a health of its own. */
class ServiceGroupTest {
    private static final String SERVICE = "\"srv:_http._tcp.shop.test\"";
    private static final List<String> RECORDS = List.of("10 60 8001 a.test", "10 20 8002 b.test", "20 0 8003 c.test");

    private FakeNameServer names;
    private GroupBed groups;
    private TestBed bed;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        names = new FakeNameServer("127.0.0.1");
        names.setTtl(0);
        setServices(RECORDS);
        bed = TestBed.asking(names);
        groups = new GroupBed(bed);
        client = bed.client().client();
    }

    @AfterEach
    void close() {
        groups.close();
        names.close();
    }

    private void setServices(List<String> records) {
        names.setServices(records.toArray(String[]::new));
    }

    private UpstreamGroup inForce(String settings, String... servers) {
        UpstreamGroup group = groups.group(settings, servers);
        groups.putInForce(group);
        return group;
    }

    private static List<String> servers(UpstreamGroup group) {
        return group.members().stream().map(Member::toString).toList();
    }

    private static void awaitServers(UpstreamGroup group, String... servers) {
        awaitTrue(() -> servers(group).equals(List.of(servers)));
    }

    private static Member member(UpstreamGroup group, String server) {
        return group.members().stream()
                .filter(one -> one.toString().equals(server))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Integer> pick(UpstreamGroup group, int times) {
        Map<String, Integer> picked = new HashMap<>();
        for (int i = 0; i < times; i++) {
            picked.merge(String.valueOf(group.pick(bed.loop, TestBed.head("GET", 0), client, 0, 0)), 1, Integer::sum);
        }
        return picked;
    }

    @Test
    void asksThemByPriorityAndWeight() {
        UpstreamGroup group = inForce("balance = random", SERVICE);
        assertThat(servers(group)).containsExactly("srv:_http._tcp.shop.test");
        awaitServers(group, "a.test:8001", "b.test:8002", "c.test:8003");
        assertThat(group.members()).extracting(one -> one.priority().getAsInt()).containsExactly(10, 10, 20);
        Map<String, Integer> picked = pick(group, 2_000);
        assertThat(picked).doesNotContainKey("c.test:8003");
        assertThat(picked.get("a.test:8001")).isBetween(1_350, 1_650);

        TestBed.cut(member(group, "a.test:8001").peer());
        assertThat(pick(group, 10)).containsOnlyKeys("b.test:8002");
        TestBed.cut(member(group, "b.test:8002").peer());
        assertThat(pick(group, 10)).containsOnlyKeys("c.test:8003");
    }

    @Test
    void keepsTheHealthOfThoseThatStay() {
        UpstreamGroup group = inForce("ejection { failures = 2, time = 1m, at-most = 50% }", SERVICE);
        awaitServers(group, "a.test:8001", "b.test:8002", "c.test:8003");
        Member a = member(group, "a.test:8001");
        for (int i = 0; i < 2; i++) {
            group.onFailure(a, "502", bed.loop.roughNanoTime());
        }
        assertThat(a.state()).isEqualTo(ServerState.EJECTED);
        assertThat(member(group, "b.test:8002").state()).isEqualTo(ServerState.UP);

        setServices(List.of("10 60 8001 a.test", "20 0 8003 c.test", "10 20 8004 d.test"));
        awaitServers(group, "a.test:8001", "d.test:8004", "c.test:8003");
        Member now = member(group, "a.test:8001");
        assertThat(now.state()).isEqualTo(ServerState.EJECTED);
        assertThat(now.ejections()).isEqualTo(1);
        assertThat(now.peer()).isSameAs(a.peer());
        awaitTrue(() ->
                bed.upstreams.peers().stream().noneMatch(peer -> peer.toString().equals("b.test:8002")));
        assertThat(pick(group, 50)).containsOnlyKeys("d.test:8004");

        // Another configuration with the same service has the same servers from the start.
        UpstreamGroup next = groups.group("ejection { failures = 2, time = 1m, at-most = 50% }", SERVICE);
        assertThat(servers(next)).isEqualTo(servers(group));
        assertThat(member(next, "a.test:8001").state()).isEqualTo(ServerState.EJECTED);
    }

    /** SERVFAIL, and an answer without a record. */
    @Test
    void keepsThemWhateverTheNameServerSays() {
        UpstreamGroup group = inForce("", SERVICE, "\"static:80\"");
        awaitServers(group, "a.test:8001", "b.test:8002", "c.test:8003", "static:80");
        names.setCode(2);
        awaitQueries(2);
        names.setCode(0);
        names.setServices();
        awaitQueries(2);
        assertThat(servers(group)).hasSize(4);
        setServices(RECORDS.subList(0, 1));
        awaitServers(group, "a.test:8001", "static:80");
    }

    private void awaitQueries(int more) {
        int until = names.serviceQueries() + more;
        awaitTrue(() -> names.serviceQueries() >= until);
    }

    @Test
    void bringsAClientBackToItsServerWhileOthersComeAndGo() {
        UpstreamGroup group = inForce("sticky { }", SERVICE);
        awaitServers(group, "a.test:8001", "b.test:8002", "c.test:8003");
        byte[] field = group.cookie(bed.loop, member(group, "b.test:8002"), null, new ResponseHead());
        String cookie = Octets.text(field, 0, field.length).replaceAll(";.*", "");
        setServices(List.of("1 1 8004 d.test", "10 20 8002 b.test"));
        awaitServers(group, "d.test:8004", "b.test:8002");
        RequestHead head = TestBed.head("GET", 0);
        head.fields().add(FieldName.COOKIE, Octets.of(cookie));
        assertThat(group.takeStuck(bed.loop, head).member()).hasToString("b.test:8002");
    }

    /** What is under way with a server that goes meanwhile comes to its end. */
    @Test
    void hearsOfAServerThatHasGone() {
        UpstreamGroup group = inForce("sticky { }, ejection { failures = 1, time = 1m, at-most = 50% }", SERVICE);
        awaitServers(group, "a.test:8001", "b.test:8002", "c.test:8003");
        Member gone = member(group, "a.test:8001");
        setServices(RECORDS.subList(1, 3));
        awaitServers(group, "b.test:8002", "c.test:8003");
        assertThat(group.cookie(bed.loop, gone, null, new ResponseHead())).isNull();
        group.onFailure(gone, "502", bed.loop.roughNanoTime());
        group.onSuccess(gone, bed.loop.roughNanoTime());
        assertThat(group.memberOf(gone.peer())).isNull();
    }
}
