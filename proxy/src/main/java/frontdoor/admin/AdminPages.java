package frontdoor.admin;

import frontdoor.observe.Metrics;
import frontdoor.reload.Reload;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The pages of the admin listener. */
public final class AdminPages {
    /** Alive: the process answers. */
    public static final String HEALTH = "/healthz";
    /** Ready: it takes new requests. */
    public static final String READY = "/readyz";
    /** Metrics in Prometheus' text format. */
    public static final String METRICS = "/metrics";
    /** POST reads the files again. */
    public static final String RELOAD = "/api/reload";
    /** The path of the configuration that the process runs, in one line. */
    public static final String FILE = "/api/file";

    private AdminPages() {}

    /**
     * The pages over their sources.
     *
     * @param file the configuration, as a reload names it
     */
    public static Map<String, AdminPage> of(
            Health health, Supplier<String> metrics, Supplier<Reload> reload, Path file) {
        Map<String, AdminPage> pages = ofHealth(health, metrics);
        pages.put(
                RELOAD,
                request -> request.method().equals("POST")
                        ? reloaded(reload.get(), file)
                        : AdminAnswer.text(405, "POST reads the files again\n"));
        pages.put(FILE, reading(() -> AdminAnswer.text(200, file + "\n")));
        return pages;
    }

    /** Those of them that tell how the process is. */
    public static Map<String, AdminPage> ofHealth(Health health, Supplier<String> metrics) {
        Map<String, AdminPage> pages = new LinkedHashMap<>();
        pages.put(HEALTH, reading(() -> alive(health)));
        pages.put(READY, reading(() -> ready(health)));
        pages.put(METRICS, reading(() -> new AdminAnswer(200, Metrics.CONTENT_TYPE, metrics.get())));
        return pages;
    }

    private static AdminAnswer alive(Health health) {
        String fault = health.fault();
        return fault == null ? AdminAnswer.text(200, "alive\n") : AdminAnswer.text(503, fault + "\n");
    }

    private static AdminAnswer ready(Health health) {
        if (health.fault() != null) {
            return alive(health);
        }
        return health.takesRequests()
                ? AdminAnswer.text(200, "ready\n" + health.notes())
                : AdminAnswer.text(503, "draining\n");
    }

    static AdminPage reading(Supplier<AdminAnswer> answer) {
        return request -> request.reads() ? answer.get() : AdminAnswer.text(405, "only GET and HEAD\n");
    }

    private static AdminAnswer reloaded(Reload outcome, Path file) {
        return switch (outcome) {
            case Reload.Unchanged(var since, var warnings) ->
                AdminAnswer.text(
                        200,
                        lines(warnings) + "unchanged: what " + file + " says has been in service since "
                                + since.truncatedTo(ChronoUnit.SECONDS) + "\n");
            case Reload.Applied(var warnings) -> AdminAnswer.text(200, lines(warnings) + "reloaded\n");
            case Reload.Refused(var problems) ->
                AdminAnswer.text(
                        409, problems.stream().map(problem -> problem + "\n").collect(Collectors.joining()));
        };
    }

    private static String lines(List<String> warnings) {
        return warnings.stream().map(warning -> "warning: " + warning + "\n").collect(Collectors.joining());
    }
}
