package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are written as people read them, and asked for as browsers do. */
class NamesInOtherLettersIT {
    private static final String HOST = "xn--bcher-kva.test";

    @TempDir
    private Path directory;

    private Backend backend;
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        DevelopmentLoading.Ready pair =
                (DevelopmentLoading.Ready) new DevelopmentAuthority(directory, InstantSource.system())
                        .prepare(List.of(HOST, "www." + HOST, "*.xn--strae-oqa.test"));
        // The door has another one issued there, by the same authority.
        Files.copy(pair.chain(), directory.resolve("a.pem"));
        Files.copy(pair.key(), directory.resolve("a.key"));
        backend = new Backend();
        door = FrontDoorHarness.open(directory, """
                frontdoor.upstreams.books { servers = ["http://127.0.0.1:%2$d"] }
                frontdoor.sites.books {
                  hosts = ["b\u00fccher.test", "www.b\u00fccher.test", "*.stra\u00dfe.test"]
                  canonical = "b\u00fccher.test"
                  certificate { chain = "%1$s/a.pem", key = "%1$s/a.key" }
                  routes = [
                    { path = "/old", redirect = "https://b\u00fccher.test/new" }
                    { path = "/", upstream = books }
                  ]
                }
                """.formatted(directory, backend.port()));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    @Test
    void servesAndRedirectsByTheNamesThatBrowsersAskFor() throws Exception {
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            Answer served = protocol.exchange(door, HOST, Request.get(HOST, "/"));
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.policies()).containsExactly("max-age=300");
            assertThat(protocol.exchange(door, "www." + HOST, Request.get("www." + HOST, "/a"))
                            .value("location"))
                    .isEqualTo("https://" + HOST + "/a");
            assertThat(protocol.exchange(door, HOST, Request.get(HOST, "/old")).value("location"))
                    .isEqualTo("https://" + HOST + "/new");
        }
        try (Http1Client client = door.plain()) {
            assertThat(client.exchange(Request.get("a.xn--strae-oqa.test", "/")).value("location"))
                    .isEqualTo("https://a.xn--strae-oqa.test/");
        }
    }

    @Test
    void showsBothFormsAndTakesEither() {
        String file = door.file().toString();
        assertThat(CommandRun.of("plan", file).out())
                .contains("xn--bcher-kva.test (b\u00fccher.test)  site books")
                .contains("*.xn--strae-oqa.test (*.stra\u00dfe.test)  site books")
                .contains("https://xn--bcher-kva.test/");
        assertThat(CommandRun.of("plan", file, "--host", "B\u00dcCHER.test"))
                .isEqualTo(CommandRun.of("plan", file, "--host", HOST));
        CommandRun explained = CommandRun.of("explain", "https://b\u00fccher.test/", file);
        assertThat(explained.exitCode()).as(explained.err()).isEqualTo(ExitCode.GOOD);
        assertThat(explained).isEqualTo(CommandRun.of("explain", "https://" + HOST + "/", file));
    }
}
