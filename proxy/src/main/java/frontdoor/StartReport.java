package frontdoor;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HstsConfig;
import frontdoor.config.SiteConfig;
import frontdoor.ledger.Ledger;
import frontdoor.plan.Plan;
import frontdoor.plan.VerdictLog;
import frontdoor.snapshot.LoadedCertificates;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should read at a start. */
final class StartReport {
    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    private StartReport() {}

    static void log(FrontdoorConfig config, LoadedCertificates certificates, Ledger ledger, InstantSource clock) {
        Plan plan = Plan.of(config, certificates, ledger, clock.instant());
        VerdictLog.log(plan);
        certificates
                .warnings()
                .forEach(warning -> log.atWarn().addKeyValue("warning", warning).log("certificate"));
        certificates
                .notes()
                .forEach(note -> log.atInfo().addKeyValue("note", note).log("certificate"));
        for (SiteConfig site : config.sites()) {
            if (site.hstsByDefault() && site.hsts() instanceof HstsConfig.Send(var maxAge, var _, var _, var _)) {
                log.atInfo()
                        .addKeyValue("site", site.name())
                        .addKeyValue("max-age", maxAge.toSeconds())
                        .addKeyValue("raise-with", site.configuredAt() + ".hsts.max-age = 7d, then 30d, then 365d")
                        .log("the site sends the short default HSTS policy");
            }
        }
        log.atInfo().addKeyValue("sites", config.sites().size()).log("the front door is open");
    }
}
