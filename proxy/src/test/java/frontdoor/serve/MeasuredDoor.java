package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.OcspAuthority;
import frontdoor.fixture.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A front door that has something to tell of everything: a page, an answer that no server gives, a login in the clear, a ramp, a staple. */
final class MeasuredDoor implements AutoCloseable {
    private final int admin = FreePort.take();
    private final OcspAuthority authority;
    private final Backend backend;
    private final FrontDoorHarness door;

    /** Opens one whose files are in {@code directory}, and visits it. */
    MeasuredDoor(Path directory) throws Exception {
        authority = new OcspAuthority();
        authority
                .issue(false, "stapled.test")
                .writeTo(directory.resolve("stapled.pem"), directory.resolve("stapled.key"));
        TestCertificates.writeChain(directory.resolve("authority.pem"), authority.certificate());
        backend = new Backend();
        door = FrontDoorHarness.open(directory, """
                frontdoor.admin.listen = "127.0.0.1:%1$d"
                frontdoor.self-probe.interval = 10s
                frontdoor.access-log { enabled = true, file = "%4$s/access.log" }
                frontdoor.sites {
                  shop { hosts = ["example.test"], hsts { max-age = 365d, ramp { started = %5$s, stages = [5m, 7d, 30d] } }, backend = "http://127.0.0.1:%2$d" }
                  sick { hosts = ["other.test"], backend = "http://127.0.0.1:%3$d" }
                  stapled { hosts = ["stapled.test"], backend = "http://127.0.0.1:%2$d"
                    certificate { chain = "%4$s/stapled.pem", key = "%4$s/stapled.key" } }
                }
                """.formatted(
                        admin,
                        backend.port(),
                        FreePort.take(),
                        directory,
                        LocalDate.now(ZoneOffset.UTC).minusDays(1)));
        visit();
    }

    private void visit() throws IOException {
        assertThat(status(door.tls("example.test"), "example.test")).isEqualTo(200);
        assertThat(status(door.tls("other.test"), "other.test")).isEqualTo(502);
        assertThat(status(door.plain(), "example.test")).isEqualTo(301);
    }

    private static int status(Http1Client client, String host) throws IOException {
        try (client) {
            return client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Basic eDp5\r\n\r\n")
                    .read("GET")
                    .status();
        }
    }

    /** The port on which it answers its operators. */
    int admin() {
        return admin;
    }

    @Override
    public void close() throws Exception {
        door.close();
        backend.close();
        authority.close();
    }
}
