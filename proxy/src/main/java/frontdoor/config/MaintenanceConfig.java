package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.Durations;
import frontdoor.hocon.Millis;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Networks;
import java.time.Duration;
import java.util.Optional;

/**
 * The maintenance of a site: how it is while the site is in it.
 *
 * @param on whether the site is in it as the file has it, or only when somebody says so by hand
 * @param page what clients get; empty for the page that the site has for 503, if any
 * @param retryAfter when they should come back; whole seconds
 * @param allow who is served as ever
 */
public record MaintenanceConfig(boolean on, Optional<PageFile> page, Duration retryAfter, Networks allow) {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATEST = Duration.ofDays(7);

    /** Maintenance of which nobody has said more than that. */
    public static final MaintenanceConfig BARE = new MaintenanceConfig(true, Optional.empty(), SOON, Networks.none());

    /** What is written under {@code node}; empty for off. */
    static Optional<MaintenanceConfig> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (node.isScalar() && node.text().equals("on")) {
            return Optional.of(BARE);
        }
        if (!node.isObject()) {
            node.problemUnlessNull(
                    "expected off, on or { page = FILE, retry-after = 10m, allow = [...] }, found " + node.shown());
            return Optional.empty();
        }
        Node on = node.child("on");
        Node page = node.child("page");
        Node retryAfter = node.child("retry-after");
        Node allow = node.child("allow");
        MaintenanceConfig maintenance = new MaintenanceConfig(
                !on.isWritten() || Scalars.bool(on),
                page.isWritten() ? PageFile.read(page) : Optional.empty(),
                retryAfter.isWritten() ? seconds(retryAfter) : SOON,
                allow.isWritten() ? NetworkList.read(allow) : Networks.none());
        node.refuseUnknownKeys();
        return Optional.of(maintenance);
    }

    private static Duration seconds(Node node) {
        Optional<Millis> written = Durations.millis(node, "10m");
        Optional<Millis> good = written.filter(Millis::isWholeSeconds).filter(millis -> millis.isAtMost(LATEST));
        if (written.isPresent() && good.isEmpty()) {
            node.problem(node.text() + " is out of range; 1s to 7d is possible, in whole seconds");
        }
        return good.map(millis -> Duration.ofMillis(millis.count())).orElse(SOON);
    }

    /** What an operator has written, in one form: other words for the same, or another text on the page, are no change. */
    static String written(Optional<MaintenanceConfig> maintenance) {
        return maintenance
                .map(said -> (said.on() ? "" : "prepared ")
                        + said.page().map(PageFile::page).map(FileContent::path) + " " + said.retryAfter() + " "
                        + said.allow())
                .orElse("off");
    }
}
