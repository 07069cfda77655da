package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.Request;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the connections that once were: no deadline keeps a closed one until its moment has come. */
class ClosedConnectionsIT {
    private static final int CONNECTIONS = 40;
    private static final List<String> KINDS = List.of(
            "frontdoor.http1.Http1Connection",
            "frontdoor.http2.Http2Handler",
            "frontdoor.listen.HandshakeWatch",
            "io.netty.handler.ssl.ReferenceCountedOpenSslEngine");

    @TempDir
    private Path directory;

    @Test
    void areForgotten() throws Exception {
        try (Backend backend = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(directory, """
                        frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                        """.formatted(backend.port()))) {
            List<Integer> before = KINDS.stream().map(ClosedConnectionsIT::live).toList();

            for (int i = 0; i < CONNECTIONS; i++) {
                visit(door);
            }

            Awaitility.await().untilAsserted(() -> {
                for (int i = 0; i < KINDS.size(); i++) {
                    assertThat(live(KINDS.get(i)) - before.get(i))
                            .as(KINDS.get(i))
                            .isLessThan(CONNECTIONS / 4);
                }
            });
        }
    }

    private static void visit(FrontDoorHarness door) throws Exception {
        Request get = Request.get("example.test", "/");
        try (Http1Client client = door.plain()) {
            assertThat(client.exchange(get).status()).isEqualTo(301);
        }
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.exchange(get).status()).isEqualTo(200);
        }
        try (Http2Client client = door.http2("example.test")) {
            assertThat(client.exchange(get).status()).isEqualTo(200);
        }
    }

    /** How many objects of a class a full collection leaves. */
    private static int live(String kind) {
        Matcher line =
                Pattern.compile("(\\d+) +\\d+ +" + Pattern.quote(kind) + "\\s").matcher(histogram());
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
