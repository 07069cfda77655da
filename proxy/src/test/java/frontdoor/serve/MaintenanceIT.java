package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G8, A8: sites in maintenance, by the file and by hand. */
@ExtendWith(LeakPresence.class)
class MaintenanceIT {
    private static final String ON =
            "maintenance { page = \"page.html\", retry-after = 120s, allow = [\"127.0.0.2\"] }";

    @TempDir
    private Path directory;

    private final Backend backend = new Backend().answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final int admin = FreePort.take();
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(directory.resolve("page.html"), "<p>soon</p>");
        door = FrontDoorHarness.open(directory, sites(ON, ""));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private String sites(String main, String other) {
        return """
                frontdoor {
                  admin.listen = "127.0.0.1:%2$d"
                  sites {
                    main { hosts = ["example.test"], backend = "http://127.0.0.1:%1$d", %3$s }
                    other { hosts = ["other.test"], backend = "http://127.0.0.1:%1$d", %4$s }
                  }
                }
                """.formatted(backend.port(), admin, main, other);
    }

    private Answer get(String host) throws Exception {
        return Protocol.HTTP_1.exchange(door, host, Request.get(host, "/"));
    }

    private CommandRun command(String state, String site) {
        return CommandRun.of("maintenance", state, site, door.file().toString());
    }

    private String ready() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/readyz"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void answers503ToAllButTheAllowedAndAcme(Protocol protocol) throws Exception {
        Answer answer = protocol.exchange(
                door,
                "example.test",
                Request.get("example.test", "/").method("POST").body("x".repeat(60_000)));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("<p>soon</p>");
        assertThat(answer.value("retry-after")).isEqualTo("120");
        assertThat(answer.value("cache-control")).isEqualTo("no-store");
        assertThat(answer.policies()).hasSize(1);
        assertThat(backend.requests()).isEmpty();

        Request acme = Request.get("example.test", "/.well-known/acme-challenge/ab-C_9");
        assertThat(protocol.exchange(door, "example.test", acme).body()).isEqualTo("ok");
        for (String around : new String[] {"..%2fadmin", "a/b", "", "a?b", "a;b"}) {
            Request other = Request.get("example.test", "/.well-known/acme-challenge/" + around);
            assertThat(protocol.exchange(door, "example.test", other).status()).isGreaterThanOrEqualTo(400);
        }
        assertThat(backend.requests()).hasSize(1);
        try (Http1Client allowed = door.tlsFrom("127.0.0.2", "example.test")) {
            assertThat(allowed.exchange(Request.get("example.test", "/")).body())
                    .isEqualTo("ok");
        }
        assertThat(protocol.exchange(door, "other.test", Request.get("other.test", "/"))
                        .body())
                .isEqualTo("ok");
    }

    @Test
    void leadsToHttpsFirst() throws Exception {
        Answer answer = Protocol.PLAINTEXT.exchange(door, "example.test", Request.get("example.test", "/"));
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.policies()).isEmpty();
    }

    /** A block that is off until somebody says so has its page ready for then. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void isPreparedForWhenItIsSwitchedOnByHand(Protocol protocol) throws Exception {
        door.rewrite(sites(ON.replace("{", "{ on = false,"), ""));
        Request request = Request.get("example.test", "/");
        await().untilAsserted(() -> assertThat(
                        protocol.exchange(door, "example.test", request).body())
                .isEqualTo("ok"));
        assertThat(command("on", "main").exitCode()).isZero();
        Answer answer = protocol.exchange(door, "example.test", request);
        assertThat(answer.body()).isEqualTo("<p>soon</p>");
        assertThat(answer.value("retry-after")).isEqualTo("120");
        assertThat(command("off", "main").exitCode()).isZero();
        assertThat(protocol.exchange(door, "example.test", request).body()).isEqualTo("ok");
    }

    @Test
    void isSwitchedByHandUntilTheFileSaysSomethingElse() throws Exception {
        CommandRun on = command("on", "other");
        assertThat(on.exitCode()).as("%s", on).isZero();
        assertThat(on.out()).isEqualTo("other is in maintenance\n");
        assertThat(get("other.test").status()).isEqualTo(503);
        assertThat(get("other.test").value("retry-after")).isEqualTo("60");
        assertThat(command("off", "main").exitCode()).isZero();
        assertThat(get("example.test").body()).isEqualTo("ok");
        assertThat(ready()).isEqualTo("ready\nmaintenance: other, by hand\n");
        assertThat(CommandRun.of("plan", door.file().toString()).out())
                .contains("503  (in maintenance, but for whom it allows)")
                .contains("other was put in maintenance by hand")
                .contains("main was put out of maintenance by hand");

        door.close();
        door = FrontDoorHarness.open(directory, sites(ON, ""));
        assertThat(get("other.test").status()).isEqualTo(503);
        assertThat(get("example.test").body()).isEqualTo("ok");

        door.rewrite(sites(ON, "maintenance = on"));
        Path switches = directory.resolve("state/maintenance");
        await().untilAsserted(() -> assertThat(Files.readString(switches)).doesNotContain("other"));
        assertThat(get("other.test").status()).isEqualTo(503);
        door.rewrite(sites(ON, "maintenance = off"));
        await().untilAsserted(() -> assertThat(get("other.test").body()).isEqualTo("ok"));
        assertThat(get("example.test").body()).isEqualTo("ok");
    }

    @Test
    void isSwitchedWhileTheFileIsBroken() throws Exception {
        Files.writeString(door.file(), Files.readString(door.file()) + "\nfrontdoor.sites.main.hsts = x\n");
        assertThat(command("on", "other").out()).isEqualTo("other is in maintenance\n");
        assertThat(get("other.test").status()).isEqualTo(503);
    }

    @Test
    void tellsWhoIsNoSite() {
        CommandRun run = command("on", "shop");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("no site is named shop; there are main, other\n");
    }

    @Test
    void isRecordedForWhoeverStartsNext() throws Exception {
        door.close();
        CommandRun run = command("on", "other");
        assertThat(run.out()).startsWith("recorded in " + directory.resolve("state/maintenance"));
        door = FrontDoorHarness.open(directory, sites(ON, ""));
        assertThat(get("other.test").status()).isEqualTo(503);
    }
}
