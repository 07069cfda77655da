package frontdoor.command;

import static frontdoor.fixture.WebSites.answering;
import static frontdoor.fixture.WebSites.ok;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.WebSites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before includeSubDomains is sent, plan --names tells which names browsers will not reach any more. */
class PlanNamesTest {
    private static final String NAMES = """
        www.example.com
        legacy.example.com
        intranet.example.com
        vendor.example.com
        gone.example.com
        *.dev.example.com
        www.example.net
        """;

    @TempDir
    Path directory;

    private Path config;
    private Path names;

    @BeforeEach
    void write() throws IOException {
        PemPair.of("example.com", "www.example.com").writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
        config = directory.resolve("frontdoor.conf");
        write("max-age = 365d, include-subdomains = true");
        names = directory.resolve("names");
        Files.writeString(names, NAMES);
    }

    private void write(String hsts) throws IOException {
        Files.writeString(config, """
            frontdoor.state-directory = state
            frontdoor.sites.shop {
              hosts = ["example.com", "www.example.com"]
              certificate { chain = a.crt, key = a.key }
              hsts { %s }
              backend = "http://127.0.0.1:1"
            }
            """.formatted(hsts));
    }

    private CommandRun plan(String... options) {
        List<String> arguments = new ArrayList<>(List.of("plan", config.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments);
    }

    private static CommandRun printed(int exitCode, String... lines) {
        return new CommandRun(exitCode, String.join("\n", lines) + "\n", "");
    }

    private static String unreachable(String name) {
        String padding = " ".repeat("intranet.example.com".length() - name.length());
        return "error    " + name + padding + "  browsers that were at example.com will not reach http://" + name
                + " any more";
    }

    @Test
    void judgesByTheConfigurationAlone() {
        String advice = ": no certificate here covers it; --probe asks whether another server's does";
        assertThat(plan("--names", names.toString()))
                .isEqualTo(printed(
                        1,
                        unreachable("legacy.example.com") + advice,
                        unreachable("intranet.example.com") + advice,
                        unreachable("vendor.example.com") + advice,
                        unreachable("gone.example.com") + advice,
                        "unknown  *.dev.example.com     is a pattern: list the hosts behind it, which need TLS, each by its name",
                        "good     www.example.com       is served here with a good certificate",
                        "7 names, 6 below a host with includeSubDomains: 4 errors, 0 warnings, 0 notes, 1 unknown"));
    }

    @Test
    void judgesByWhatAnswers() throws IOException {
        try (WebSites sites = new WebSites(directory)
                .http("legacy.example.com", path -> ok())
                .https("intranet.example.com", PemPair.of("other.com"), _ -> {}, answering(path -> ok()))
                .https("vendor.example.com", path -> ok())) {
            List<String> options = new ArrayList<>(List.of("--names", names.toString(), "--probe"));
            options.addAll(sites.options());
            assertThat(plan(options.toArray(String[]::new)))
                    .isEqualTo(printed(
                            1,
                            unreachable("legacy.example.com") + ": nothing listens on port 443",
                            unreachable("intranet.example.com")
                                    + ": the certificate does not name intranet.example.com",
                            "warning  www.example.com       the configuration serves it, but nothing answers there today:"
                                    + " nothing listens on port 443",
                            "note     gone.example.com      nothing answers there, so nobody will miss it:"
                                    + " nothing listens on port 443",
                            "unknown  *.dev.example.com     is a pattern: list the hosts behind it, which need TLS, each by"
                                    + " its name",
                            "good     vendor.example.com    another server speaks good TLS for it",
                            "7 names, 6 below a host with includeSubDomains: 2 errors, 1 warning, 1 note, 1 unknown"));
        }
    }

    @Test
    void judgesByTheEndOfARampToo() throws IOException {
        write("max-age = 365d, include-subdomains = true, ramp { started = 2099-01-01, stages = [5m] }");
        Files.writeString(names, "legacy.example.com\n");
        assertThat(plan("--names", names.toString()).outLines())
                .first()
                .asString()
                .contains("http://legacy.example.com any more once the ramp has begun: ");
    }

    @Test
    void findsNothingWhereNoHostBindsOthers() throws IOException {
        write("max-age = 365d");
        assertThat(plan("--names", names.toString()))
                .isEqualTo(printed(0, "7 names, 0 below a host with includeSubDomains: 0 errors, 0 warnings, 0 notes"));
    }

    @Test
    void printsJson() throws IOException {
        Files.writeString(names, "legacy.example.com\nwww.example.net\n");
        assertThat(plan("--names", names.toString(), "--json").out()).isEqualTo("""
            {
              "names": [
                {
                  "name": "legacy.example.com",
                  "bound-by": "example.com",
                  "bound": "now",
                  "served": false,
                  "probe": null,
                  "level": "error",
                  "text": "browsers that were at example.com will not reach http://legacy.example.com any more: no certificate here covers it; --probe asks whether another server's does"
                },
                {
                  "name": "www.example.net",
                  "bound-by": null,
                  "bound": null,
                  "served": false,
                  "probe": null,
                  "level": null,
                  "text": "no host above it sends includeSubDomains"
                }
              ],
              "passed-over": 0,
              "not-judged": [],
              "errors": 1,
              "warnings": 0,
              "unknown": 0
            }
            """);
    }

    /** What may hide names is no all-clear. */
    @Test
    void listsWhatItCannotJudge() throws IOException {
        Files.writeString(names, """
            $ORIGIN example.com.
            @    SOA ns1.example.net. hostmaster 1 2 3 4 5
            @    NS  ns1.example.net.
            www  A   192.0.2.1
            sub  NS  ns1.example.net.
            """);
        assertThat(plan("--names", names.toString()))
                .isEqualTo(printed(
                        1,
                        "good     www.example.com  is served here with a good certificate",
                        "unknown  sub.example.com  line 5: is delegated (NS): add the names of its zone",
                        "1 name, 1 below a host with includeSubDomains: 0 errors, 0 warnings, 0 notes, 1 unknown"));
        assertThat(plan("--names", names.toString(), "--json").outLines())
                .contains("      \"line\": 5,", "      \"entry\": \"sub.example.com\",", "  \"unknown\": 1");
    }

    @Test
    void takesTheNameOfTheZone() throws IOException {
        Files.writeString(names, "@ SOA ns1 hostmaster 1 2 3 4 5\n  NS ns1\nlegacy A 192.0.2.6\n");
        assertThat(plan("--names", names.toString()).out())
                .startsWith("unknown  legacy  line 3: ")
                .contains("$ORIGIN");
        assertThat(plan("--names", names.toString(), "--origin", "example.com").out())
                .startsWith("error    legacy.example.com  ");
        assertThat(plan("--names", names.toString(), "--origin", "a b").exitCode())
                .isEqualTo(2);
        assertThat(plan("--origin", "example.com").exitCode()).isEqualTo(2);
    }

    /** A name behind a pattern that nobody can have thought of shows what its server does. */
    @Test
    void asksForAnyNameBehindAPattern() throws IOException {
        Files.writeString(names, "*.good.example.com\n*.plain.example.com\n");
        try (WebSites sites = new WebSites(directory)
                .https("frontdoor-probe.good.example.com", path -> ok())
                .http("frontdoor-probe.plain.example.com", path -> ok())) {
            List<String> options = new ArrayList<>(List.of("--names", names.toString(), "--probe"));
            options.addAll(sites.options());
            CommandRun run = plan(options.toArray(String[]::new));
            assertThat(run.outLines())
                    .anyMatch(line -> line.startsWith("error    *.plain.example.com  "))
                    .anyMatch(line -> line.startsWith("good     *.good.example.com   another server speaks good TLS"));
        }
    }

    @Test
    void tellsWhatCannotBeRead() throws IOException {
        Path missing = directory.resolve("missing");
        assertThat(plan("--names", missing.toString()))
                .isEqualTo(new CommandRun(1, "", "frontdoor plan: " + missing + ": no such file\n"));
        Files.writeString(names, "www.example.com\nnot a name\n");
        assertThat(plan("--names", names.toString()).outLines())
                .contains("unknown  not a name       line 2: is neither a name nor a record");
        assertThat(plan("--probe").exitCode()).isEqualTo(2);
        assertThat(plan("--names", names.toString(), "--host", "example.com").exitCode())
                .isEqualTo(2);
    }
}
