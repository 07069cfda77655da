package frontdoor.command;

import static frontdoor.fixture.WebSites.POLICY;
import static frontdoor.fixture.WebSites.ok;
import static frontdoor.fixture.WebSites.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.audit.Code;
import frontdoor.fixture.ChainBuilder;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.WebSites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CONFORMANCE.md 1.2 and A17: every code is found on a server that is made to deserve it, over real connections. */
class AuditCodesTest {
    private static final String HOST = "example.com";

    @TempDir
    Path directory;

    /** A server's fault, and how it is audited. */
    private interface Fault {
        void in(WebSites sites) throws IOException;
    }

    private record Case(String host, Fault fault, String... options) {}

    private static final Map<Code, Case> CASES = new EnumMap<>(Code.class);

    private static void fault(Code code, Fault fault) {
        CASES.put(code, new Case(HOST, fault));
    }

    private static ChainBuilder chain(int days) {
        return new ChainBuilder(in(-1), in(days), List.of(HOST));
    }

    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static void header(Code code, String value, String... options) {
        CASES.put(code, new Case(HOST, sites -> sites.sending(value), options));
    }

    private static void name(Code code, String host) {
        CASES.put(code, new Case(host, WebSites::good));
    }

    static {
        name(Code.BEGINS_WITH_DOT, ".example.com");
        name(Code.ENDS_WITH_DOT, "example.com.");
        name(Code.CONTAINS_DOUBLE_DOT, "example..com");
        name(Code.INVALID_CHARACTERS, "exa_mple.com");
        name(Code.IS_IP_ADDRESS, "192.0.2.1");
        name(Code.PUBLIC_SUFFIX, "github.io");
        name(Code.IS_SUBDOMAIN, "foo.example.com");

        fault(Code.CANNOT_CONNECT, sites -> sites.good().without("example.com:443"));
        // RFC 6761 6.4: nobody will ever give it an address.
        CASES.put(
                Code.NO_ADDRESS,
                new Case(HOST, WebSites::good, "--connect-to", "example.com:443:no-address.invalid:444"));
        fault(Code.INVALID_CERT_CHAIN, sites -> secure(sites, PemPair.of("other.com")));
        fault(
                Code.CERTIFICATE_WEAK,
                sites -> secure(
                        sites, chain(90).issuerUntil(in(900)).with("client").pem()));
        fault(
                Code.CHAIN_ENDED,
                sites -> secure(sites, chain(90).issuerUntil(in(-9)).pem()));
        fault(
                Code.CHAIN_PARTLY_ENDED,
                sites -> secure(
                        sites,
                        chain(90).issuerUntil(in(-9)).issuerUntil(in(900)).pem()));
        fault(
                Code.CHAIN_ENDS_FIRST,
                sites -> secure(sites, chain(90).issuerUntil(in(50)).pem()));
        fault(Code.SHA1, sites -> secure(sites, PemPair.signedWithSha1(HOST)));
        fault(
                Code.OBSOLETE_CIPHER_SUITE,
                sites -> sites.good()
                        .https(
                                HOST,
                                PemPair.of(HOST),
                                tls -> {
                                    tls.setProtocols(new String[] {"TLSv1.2"});
                                    tls.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
                                },
                                WebSites.answering(path -> ok(POLICY))));
        fault(
                Code.WWW_NO_TLS,
                sites -> sites.good()
                        .https(
                                "www.example.com",
                                PemPair.of(HOST),
                                _ -> {},
                                WebSites.answering(path -> redirect("https://example.com/", POLICY))));

        fault(Code.NO_HEADER, WebSites::sending);
        fault(Code.MULTIPLE_HEADERS, sites -> sites.sending(POLICY, POLICY));
        header(Code.PARSE_EMPTY, "");
        header(Code.PARSE_EMPTY_DIRECTIVE, POLICY + ";");
        header(Code.PARSE_UNKNOWN_DIRECTIVE, POLICY + "; forever");
        header(Code.PARSE_REPEATED_MAX_AGE, POLICY + "; max-age=31536000");
        header(Code.PARSE_REPEATED_SUBDOMAINS, POLICY + "; INCLUDESUBDOMAINS");
        header(Code.PARSE_REPEATED_PRELOAD, POLICY + "; preload");
        header(Code.PARSE_INVALID_PRELOAD, POLICY + "; preload=yes");
        header(Code.PARSE_INVALID_SUBDOMAINS, POLICY + "; includeSubDomains=true");
        header(Code.PARSE_LEADING_ZERO, "max-age=031536000; includeSubDomains; preload");
        header(Code.PARSE_NO_VALUE, "max-age; includeSubDomains; preload");
        header(Code.PARSE_NON_DIGITS, "max-age=\"31536000\"; includeSubDomains; preload");
        header(Code.PARSE_INT, "max-age=; includeSubDomains; preload");
        header(Code.MAX_AGE_MISSING, "includeSubDomains; preload");
        header(Code.MAX_AGE_ZERO, "max-age=0; includeSubDomains; preload");
        header(Code.MAX_AGE_BELOW_1_YEAR, "max-age=31535999; includeSubDomains; preload");
        header(Code.MAX_AGE_BELOW_18_WEEKS, "max-age=10886399; includeSubDomains; preload", "--old-entry");
        header(Code.MAX_AGE_OVER_10_YEARS, "max-age=315360001; includeSubDomains; preload");
        header(Code.SUBDOMAINS_MISSING, "max-age=31536000; preload");
        header(Code.PRELOAD_MISSING, "max-age=31536000; includeSubDomains");
        header(Code.IGNORED_HEADER, POLICY + "; other; other");
        header(Code.REMOVABLE_PRELOAD, POLICY, "--removal");
        header(Code.REMOVABLE_MAX_AGE, "includeSubDomains", "--removal");

        fault(Code.HTTP_DOES_NOT_EXIST, sites -> sites.good().without("example.com:80"));
        fault(Code.HTTP_USELESS_HEADER, sites -> plain(sites, redirect("https://example.com/", POLICY)));
        fault(Code.HTTP_NO_REDIRECT, sites -> plain(sites, ok()));
        fault(Code.HTTP_WWW_FIRST, sites -> plain(sites, redirect("https://www.example.com/")));
        fault(Code.FIRST_REDIRECT_INSECURE, sites -> plain(sites, redirect("http://example.com/start")));
        CASES.put(
                Code.FIRST_REDIRECT_INVALID,
                new Case(
                        HOST,
                        sites -> plain(sites, redirect("https://example.com:444/")),
                        "--resolve",
                        "example.com:444:127.0.0.1:1"));
        fault(
                Code.FIRST_REDIRECT_NO_HSTS,
                sites -> plain(sites, redirect("https://example.com/start"))
                        .https(HOST, path -> path.equals("/start") ? ok() : ok(POLICY)));
        fault(Code.INSECURE_INITIAL, sites -> rooted(sites, "http://example.com/plain"));
        fault(
                Code.INSECURE_SUBSEQUENT,
                sites -> sites.good()
                        .https(
                                HOST,
                                path -> redirect(path.equals("/") ? "/next" : "http://example.com/plain", POLICY)));
        fault(
                Code.TOO_MANY_REDIRECTS,
                sites -> sites.good()
                        .https(HOST, path -> path.length() > 4 ? ok(POLICY) : redirect(path + "a", POLICY)));
        fault(Code.FOLLOW_ERROR, sites -> rooted(sites, "https://nobody.example.com/"));

        fault(Code.LOOP, sites -> rooted(sites, "/"));
        fault(Code.CERTIFICATE_EXPIRED, sites -> secure(sites, aged(100, -1)));
        fault(Code.CERTIFICATE_ENDS_SOON, sites -> secure(sites, aged(81, 19)));
        CASES.put(
                Code.SOURCE_WITHOUT_CERTIFICATE,
                new Case("www.example.com", sites -> secure(sites, PemPair.of("other.com"))));
        CASES.put(
                Code.SUBDOMAINS_ONLY_ON_WWW,
                new Case("www.example.com", sites -> sites.good().https(HOST, path -> ok("max-age=31536000"))));
        fault(Code.NO_HEADER_ON_ERROR, sites -> sites.good().https(HOST, path -> path.equals("/") ? ok(POLICY) : ok()));
        fault(Code.NO_HEADER_ON_SIBLING, sites -> sites.good().https("www.example.com", path -> ok()));
        header(Code.SHORT_POLICY, "max-age=300");
    }

    private static WebSites secure(WebSites sites, PemPair pair) throws IOException {
        return sites.good().https(HOST, pair, _ -> {}, WebSites.answering(path -> ok(POLICY)));
    }

    private static WebSites plain(WebSites sites, String answer) throws IOException {
        return sites.good().http(HOST, path -> answer);
    }

    private static WebSites rooted(WebSites sites, String location) throws IOException {
        return sites.good().https(HOST, path -> path.equals("/") ? redirect(location, POLICY) : ok(POLICY));
    }

    private static PemPair aged(int daysOld, int daysLeft) {
        Instant now = Instant.now();
        return PemPair.between(now.minus(Duration.ofDays(daysOld)), now.plus(Duration.ofDays(daysLeft)), HOST);
    }

    private CommandRun audit(Case given) throws IOException {
        try (WebSites sites = new WebSites(directory)) {
            given.fault().in(sites);
            List<String> arguments = new ArrayList<>(List.of("audit", "https://" + given.host()));
            arguments.addAll(sites.options());
            arguments.addAll(List.of(given.options()));
            if (!arguments.contains("--removal")) {
                arguments.add("--preload");
            }
            return CommandRun.of(arguments);
        }
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void findsEveryCode(Code code) throws IOException {
        CommandRun result = audit(CASES.get(code));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains(code.level() + ": " + code + "  ");
        assertThat(result.out()).contains("change: " + code.change());
        assertThat(result.exitCode()).isEqualTo(result.out().contains("\nerror: ") ? 1 : 0);
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws IOException {
        CommandRun result = audit(new Case(HOST, WebSites::good));
        assertThat(result.out()).endsWith("\n0 errors, 0 warnings, 0 notes\n");
        assertThat(result.exitCode()).isZero();
    }
}
