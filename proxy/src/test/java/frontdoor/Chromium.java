package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real browser with a new profile, which trusts one private authority, verifies certificates as always, and finds
 * the hosts of the tests at a front door's ports.
 */
final class Chromium implements AutoCloseable {
    private static final List<String> HOSTS =
            List.of("example.test", "www.example.test", "shop.example.test", "stranger.test");

    private final Playwright playwright;
    private final BrowserContext browser;

    private Chromium(Playwright playwright, BrowserContext browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** One hop of a navigation as the browser saw it. */
    record Hop(String url, int status, Map<String, String> headers) {
        String shortly() {
            return status + " " + url;
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Starts a browser whose files are all in {@code directory}; skips the test where there is none. */
    static Chromium open(Path directory, Path authority, FrontDoorHarness door)
            throws IOException, InterruptedException {
        Path executable = Program.named("chromium").file();
        Path home = Files.createDirectories(directory.resolve("home"));
        trust(Files.createDirectories(home.resolve(".pki/nssdb")), authority);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        environment.remove("XDG_DATA_HOME");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserContext browser = playwright
                .chromium()
                .launchPersistentContext(
                        directory.resolve("profile"),
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(executable)
                                .setEnv(environment)
                                .setHeadless(true)
                                .setChromiumSandbox(false)
                                .setIgnoreHTTPSErrors(false)
                                .setArgs(arguments(door)));
        return new Chromium(playwright, browser);
    }

    /** Beside Playwright's own, which keep the browser from talking to anybody in the background. */
    private static List<String> arguments(FrontDoorHarness door) {
        List<String> rules = HOSTS.stream()
                .flatMap(host -> List.of(
                        "MAP %s:80 127.0.0.1:%d"
                                .formatted(host, door.address(false).getPort()),
                        "MAP %s:443 127.0.0.1:%d"
                                .formatted(host, door.address(true).getPort()))
                        .stream())
                .toList();
        return List.of(
                "--host-resolver-rules=" + String.join(", ", rules) + ", MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                // So that nothing but HSTS turns http into https. The last switch of this name wins over Playwright's.
                "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeV2ForEngagedSites,"
                        + "HttpsFirstModeIncognito,OptimizationHints,MediaRouter,Translate",
                "--disable-quic",
                // Reports of policies go out after a moment, not after a minute.
                "--short-reporting-delay");
    }

    private static void trust(Path store, Path authority) throws IOException, InterruptedException {
        Program certutil = Program.named("certutil");
        String database = "sql:" + store;
        assertThat(certutil.run("-N", "-d", database, "--empty-password").exit())
                .isZero();
        Program.Run added = certutil.run("-A", "-d", database, "-n", "test", "-t", "C,,", "-i", authority.toString());
        assertThat(added.exit()).as(added.output()).isZero();
    }

    Page page() {
        return browser.pages().getFirst();
    }

    /** Goes there and tells each hop, the first first. */
    List<Hop> visit(String url) {
        Response last = page().navigate(url);
        Deque<Hop> hops = new ArrayDeque<>();
        for (Request request = last.request(); request != null; request = request.redirectedFrom()) {
            Response response = request.response();
            hops.addFirst(new Hop(request.url(), response.status(), response.headers()));
        }
        return List.copyOf(hops);
    }

    /** What the browser's own page on HSTS says of this host. */
    String policyOf(String host) {
        try (Page internals = browser.newPage()) {
            internals.navigate("chrome://net-internals/#hsts");
            internals.locator("#hsts-view-query-input").fill(host);
            // The page may not listen to its button yet.
            internals.waitForCondition(() -> {
                internals.locator("#hsts-view-query-submit").click();
                return !internals.locator("#hsts-view-query-output").innerText().isBlank();
            });
            return internals.locator("#hsts-view-query-output").innerText();
        }
    }

    /** For how many seconds after it was last seen the browser keeps the policy of this host. */
    long policySeconds(String host) {
        String policy = policyOf(host);
        return Math.round(instant("dynamic_sts_expiry", policy) - instant("dynamic_sts_observed", policy));
    }

    private static double instant(String key, String policy) {
        Matcher found = Pattern.compile(key + ": ([\\d.]+)").matcher(policy);
        assertThat(found.find()).as(policy).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
