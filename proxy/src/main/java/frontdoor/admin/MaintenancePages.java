package frontdoor.admin;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.maintenance.SwitchFile;
import frontdoor.maintenance.Switched;
import frontdoor.maintenance.Switches;
import frontdoor.reload.Changeover;
import frontdoor.reload.Reload;
import frontdoor.reload.ReloadListener;
import frontdoor.report.Cause;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page that puts sites in maintenance and out of it, and what it has done where the configuration has its say again.
 *
 * <h2>Threads</h2>
 *
 * Any that may block; one at a time.
 */
public final class MaintenancePages implements ReloadListener {
    private static final Logger log = LoggerFactory.getLogger(MaintenancePages.class);

    /** GET tells which sites are in maintenance; POST with {@code ?site=NAME&state=on} or {@code off} switches one. */
    public static final String MAINTENANCE = "/api/maintenance";

    private final Changeover change;
    private final SwitchFile file;

    /** Switches sites of what is in force by {@code change}, and keeps that in {@code file}. */
    public MaintenancePages(Changeover change, SwitchFile file) {
        this.change = change;
        this.file = file;
    }

    /** The page under its path. */
    public Map<String, AdminPage> pages() {
        return Map.of(MAINTENANCE, this::answer);
    }

    /** A line for each site that is in maintenance. */
    public String lines() {
        return change.inForce().config().sites().stream()
                .filter(site -> site.maintenance().isPresent())
                .map(site -> "maintenance: " + site.name() + (site.switched() == Switched.ON ? ", by hand" : "") + "\n")
                .collect(Collectors.joining());
    }

    private AdminAnswer answer(AdminRequest request) {
        if (request.reads()) {
            return AdminAnswer.text(200, lines());
        }
        String name = request.parameter("site");
        String state = request.parameter("state");
        if (!request.method().equals("POST") || !(state.equals("on") || state.equals("off"))) {
            return AdminAnswer.text(400, "POST with ?site=NAME&state=on or &state=off\n");
        }
        return turn(name, state.equals("on"));
    }

    private synchronized AdminAnswer turn(String name, boolean on) {
        FrontdoorConfig config = change.inForce().config();
        Optional<SiteConfig> site = find(config, name);
        if (site.isEmpty()) {
            return AdminAnswer.text(
                    404,
                    "no site is named " + name + "; there are "
                            + config.sites().stream()
                                    .map(SiteConfig::name)
                                    .limit(50)
                                    .collect(Collectors.joining(", "))
                            + "\n");
        }
        try {
            Switches switches = file.read().with(name, on, site.get().maintenanceWritten());
            file.write(switches);
            return told(change.changeTo(config.switched(switches)), name, on);
        } catch (IOException failed) {
            return AdminAnswer.text(
                    500,
                    "cannot be recorded in " + file.path() + ": " + Cause.inWords(failed)
                            + "; until it can, write sites." + name + ".maintenance = " + (on ? "on" : "off")
                            + " in the configuration\n");
        }
    }

    private static AdminAnswer told(Reload outcome, String name, boolean on) {
        if (outcome instanceof Reload.Refused(var problems)) {
            return AdminAnswer.text(
                    409, problems.stream().map(problem -> problem + "\n").collect(Collectors.joining()));
        }
        log.atInfo()
                .addKeyValue("site", name)
                .addKeyValue("maintenance", on ? "on" : "off")
                .log("switched by hand");
        return AdminAnswer.text(200, name + (on ? " is in maintenance\n" : " is in no maintenance\n"));
    }

    private static Optional<SiteConfig> find(FrontdoorConfig config, String name) {
        return config.sites().stream().filter(site -> site.name().equals(name)).findFirst();
    }

    @Override
    public void reloaded(Reload outcome) {
        forgetOutdated();
    }

    /** Forgets what was switched where the configuration in force says something else since: when it says the same again, that is new. */
    public synchronized void forgetOutdated() {
        try {
            FrontdoorConfig config = change.inForce().config();
            Switches known = file.read();
            Switches holding = known.holding(name ->
                    find(config, name).map(SiteConfig::maintenanceWritten).orElse(null));
            if (!holding.equals(known)) {
                file.write(holding);
            }
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("file", file.path())
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("what was switched by hand cannot be kept");
        }
    }
}
