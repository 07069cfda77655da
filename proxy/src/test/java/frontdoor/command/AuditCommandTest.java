package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.audit.Code;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.WebSites;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments that audit takes, and the text that it prints. */
class AuditCommandTest {
    @TempDir
    Path directory;

    private CommandRun audit(WebSites sites, String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(List.of(more));
        arguments.addAll(sites.options());
        return CommandRun.of(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "https://example.com/path",
                "https://example.com:0",
                "https://example.com:65536",
                "https://example.com:x",
                "https://example.com:444 --preload",
                "https://example.com:444 --removal",
                "https://me@example.com",
                "https://",
                "example.com --resolve example.com",
                "example.com --resolve example.com:0:127.0.0.1",
                "example.com --resolve example.com:443:localhost",
                "example.com --resolve example.com:443:127.0.0.1:x",
                "example.com --ca /nowhere/at/all",
                "example.com --timeout 0",
                "example.com --removal --preload",
                "example.com --connect-to example.com:443:127.0.0.1",
                "example.com --connect-to example.com:443:127.0.0.1:99999",
                ""
            })
    void answersWrongUsageWithTwo(String arguments) {
        List<String> words = new ArrayList<>(List.of("audit"));
        words.addAll(List.of(arguments.split(" ")));
        CommandRun result = CommandRun.of(words);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void tellsOfAFileWithoutAuthorities() throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "nothing");
        CommandRun result = CommandRun.of("audit", "example.com", "--ca", file.toString());
        assertThat(result.err()).startsWith("frontdoor audit: --ca: " + file + ": holds no PEM certificate");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void takesTheHostAsPeopleWriteIt() throws IOException {
        try (WebSites sites = new WebSites(directory).good()) {
            for (String host : List.of("example.com", "HTTPS://Example.COM/")) {
                assertThat(audit(sites, host).out()).startsWith("example.com  audited at ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8090, https://localhost:8090",
        "HTTP://example.com:80/, https://example.com/",
        "http://example.com, https://example.com"
    })
    void tellsWhatToWriteInsteadOfHttp(String written, String instead) {
        String told = "frontdoor audit: write " + instead + "; port 80 is asked anyway; see frontdoor audit --help\n";
        assertThat(CommandRun.of("audit", written)).isEqualTo(new CommandRun(2, "", told));
    }

    @Test
    void showsAddressesOfACertificateAsPeopleWriteThem() throws IOException {
        try (WebSites sites = new WebSites(directory).good()) {
            sites.https(
                    "example.com",
                    PemPair.of("example.com", "::1"),
                    _ -> {},
                    WebSites.answering(path -> WebSites.ok(WebSites.POLICY)));
            assertThat(audit(sites, "example.com").out()).contains("  certificate of example.com, ::1, good\n");
        }
    }

    /** A15: nobody is asked to preload who did not ask for it. */
    @Test
    void takesWhatOnlyListsDemandForNotes() throws IOException {
        try (WebSites sites = new WebSites(directory).sending("max-age=2592000")) {
            CommandRun plain = audit(sites, "example.com");
            assertThat(plain.out())
                    .contains("\nnote: header.preloadable.preload.missing  ")
                    .endsWith("\n0 errors, 1 warning, 3 notes\n");
            assertThat(plain.exitCode()).isZero();
            CommandRun none = audit(sites, "example.com", "--no-preload");
            assertThat(none.out()).endsWith("\n0 errors, 1 warning, 3 notes\n");
            CommandRun list = audit(sites, "example.com", "--preload");
            assertThat(list.out()).endsWith("\n3 errors, 1 warning, 0 notes\n");
            assertThat(list.exitCode()).isEqualTo(1);
        }
    }

    /** RFC 6797 6.1: what browsers read is no error, whatever the checker of a list makes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=\"31536000\"",
                "max-age = 31536000 ; includeSubDomains",
                "max-age=0031536000",
                "max-age=31536000;;",
                "MAX-AGE=\t31536000; other=\"a;b\""
            })
    void readsWhatBrowsersRead(String value) throws IOException {
        try (WebSites sites = new WebSites(directory).sending(value)) {
            CommandRun plain = audit(sites, "example.com");
            assertThat(plain.out()).contains("\n0 errors, ").doesNotContain("can be read", "warning: header.");
            assertThat(plain.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "includeSubDomains",
                "max-age=x",
                "max-age",
                "max-age=1; max-age=2",
                "max-age=31536000; preload=yes",
                "max-age=31536000 includeSubDomains",
                ""
            })
    void refusesWhatBrowsersIgnore(String value) throws IOException {
        try (WebSites sites = new WebSites(directory).sending(value)) {
            assertThat(audit(sites, "example.com").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void asksAnotherPort() throws IOException {
        try (WebSites sites = new WebSites(directory)
                .good()
                .http("example.com", path -> WebSites.redirect("https://example.com:8443" + path))
                .serve(
                        "example.com:8443",
                        PemPair.of("example.com")
                                .serverContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                        WebSites.answering(path -> WebSites.ok(WebSites.POLICY)))) {
            CommandRun result = audit(sites, "https://example.com:8443/");
            assertThat(result.out()).contains("  https://example.com:8443/  ", "\n0 errors, ");
            assertThat(result.exitCode()).isZero();
        }
    }

    /** As curl has it: to one server whatever is asked for, by a name that {@code --resolve} knows. */
    @Test
    void connectsToAnotherServer() throws IOException {
        try (WebSites sites = new WebSites(directory).good().serve("staging.test:443", WebSites.plaintext(), _ -> {})) {
            CommandRun other = audit(
                    sites,
                    "example.net",
                    "--connect-to",
                    "example.net:443:example.com:443",
                    "--connect-to",
                    "::staging.test:");
            assertThat(other.out())
                    .contains("http://example.net/   nothing listens on port 80")
                    .contains("the certificate does not name example.net");
        }
    }

    /** A name with a dot at its end is the same host to browsers. */
    @Test
    void takesADotAtTheEnd() throws IOException {
        try (WebSites sites = new WebSites(directory).good()) {
            assertThat(audit(sites, "https://example.com./").out()).startsWith("example.com  audited at ");
            assertThat(audit(sites, "example.com.", "--preload").out()).contains("error: domain.format.ends_with_dot");
        }
    }

    @Test
    void letsAHostLeaveAList() throws IOException {
        try (WebSites sites = new WebSites(directory).sending("max-age=31536000; includeSubDomains;")) {
            CommandRun result = audit(sites, "example.com", "--removal");
            assertThat(result.out()).endsWith("\n0 errors, 0 warnings, 0 notes\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void printsJson() throws IOException {
        try (WebSites sites = new WebSites(directory).sending("max-age=31536000; preload")) {
            CommandRun result = audit(sites, "example.com", "--json", "--preload");
            String stable = result.out()
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME")
                    .replaceAll("frontdoor-audit-[0-9a-f]{12}", "NOTHING");
            assertThat(stable).contains("""
                {
                  "host": "example.com",
                  "audited": "TIME",
                  "hops": [
                    {
                      "url": "http://example.com/",
                      "status": 301,
                      "location": "https://example.com/",
                      "hsts": []
                    },
                    {
                      "url": "https://example.com/",
                      "status": 200,
                      "location": null,
                      "hsts": [
                        "max-age=31536000; preload"
                      ]
                    }
                  ],
                  "error-page": {
                    "url": "https://example.com/NOTHING",
                """);
            assertThat(stable)
                    .endsWith("""
                  "findings": [
                    {
                      "level": "error",
                      "code": "header.preloadable.include_sub_domains.missing",
                      "about": "https://example.com/",
                      "text": "the header has no includeSubDomains",
                      "change": "%s"
                    },
                    {
                      "level": "warning",
                      "code": "subdomains-only-on-www",
                      "about": "https://www.example.com/",
                      "text": "includeSubDomains is sent by www and not by the name above it, so it protects what is below www only",
                      "change": "%s"
                    }
                  ],
                  "errors": 1,
                  "warnings": 1
                }
                """.formatted(Code.SUBDOMAINS_MISSING.change(), Code.SUBDOMAINS_ONLY_ON_WWW.change()));
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void theDocumentationNamesEveryCode(Code code) throws IOException {
        assertThat(Files.readString(Path.of("docs", "audit.md")))
                .contains("| `" + code + "` | " + code.level() + " | ")
                .contains("| " + code.change() + " |");
    }
}
