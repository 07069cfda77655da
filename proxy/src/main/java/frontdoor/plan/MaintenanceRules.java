package frontdoor.plan;

import frontdoor.config.SiteConfig;
import frontdoor.maintenance.Switched;

/** Tells where a site is in maintenance, or in none, because somebody said so by hand. */
final class MaintenanceRules {
    private MaintenanceRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        SiteConfig site = subject.site().config();
        boolean on = site.switched() == Switched.ON;
        if (on || site.switched() == Switched.OFF) {
            verdicts.add(
                    Code.MAINTENANCE_BY_HAND,
                    subject.site().key("maintenance"),
                    site.name() + " was put " + (on ? "in" : "out of")
                            + " maintenance by hand, and stays so until the file says"
                            + " something else of its maintenance than it does now, or until frontdoor maintenance "
                            + (on ? "off " : "on ") + site.name());
        }
    }
}
