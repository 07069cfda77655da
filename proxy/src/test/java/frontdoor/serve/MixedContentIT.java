package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.Chromium;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HSTS.md, chapter 8: a real browser reports what pages want to have in the clear, and nothing else. */
class MixedContentIT {
    private static final String PAGE = """
            <!DOCTYPE html><html><head><title>mixed</title>
            <style>body { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }</style>
            <link rel="stylesheet" href="http://cdn.example.test/style.css">
            <script>eval("window.inline = 1")</script>
            <script src="http://cdn.example.test/script.js"></script></head>
            <body onload="window.loaded = 1"><img src="http://cdn.example.test/image.png?token=geheim">
            <img src="https://cdn.example.test/good.png"><iframe srcdoc="fine"></iframe>
            <form id="f" action="http://example.test/form-target" method="post"><input name="a" value="geheim"></form>
            </body></html>""";

    @TempDir
    private Path directory;

    private Backend backend;
    private FrontDoorHarness door;
    private Chromium chromium;

    @BeforeEach
    void open() throws Exception {
        backend = new Backend()
                .answers("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"
                        + PAGE);
        int adminPort = FreePort.take();
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  admin.listen = "127.0.0.1:%d"
                  sites.shop {
                    hosts = ["example.test", "www.example.test"], canonical = "example.test"
                    hsts.max-age = 365d, mixed-content = collect, backend = "http://127.0.0.1:%d"
                  }
                }
                """.formatted(adminPort, backend.port()));
        chromium = Chromium.open(directory, directory.resolve("development/authority.pem"), door);
    }

    @AfterEach
    void close() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
        door.close();
        backend.close();
    }

    private String found() {
        return CommandRun.of("discovery", directory.resolve("frontdoor.conf").toString())
                .out();
    }

    @Test
    void reportsTheImageTheScriptTheStyleAndTheFormThatAreInTheClearAndNothingElse() {
        chromium.visit("https://example.test/mixed");
        assertThat(chromium.page().evaluate("[window.inline, window.loaded].join()"))
                .isEqualTo("1,1");
        chromium.page().evaluate("document.getElementById('f').submit()");

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(found())
                        .contains("  /mixed  img-src http://cdn.example.test/image.png  ")
                        .contains("  /mixed  script-src-elem http://cdn.example.test/script.js  ")
                        .contains("  /mixed  style-src-elem http://cdn.example.test/style.css  ")
                        .contains("  /mixed  form-action http://example.test/form-target  "));
        assertThat(found())
                .contains("Mixed content, as browsers reported it: 4\n")
                .doesNotContain("geheim")
                .doesNotContain("good.png");
    }
}
