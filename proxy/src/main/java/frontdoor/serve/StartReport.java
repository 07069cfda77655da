package frontdoor.serve;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HstsConfig;
import frontdoor.config.SiteConfig;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.LeafFacts;
import frontdoor.plan.Plan;
import frontdoor.plan.SettingAdvice;
import frontdoor.plan.VerdictLog;
import frontdoor.report.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that an operator should read at a start. */
final class StartReport {
    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    /** More would hide what else there is to read; the metrics have all. */
    private static final int CERTIFICATES = 10;
    /** The same; plan has all. */
    private static final int SITES = 10;

    private StartReport() {}

    /** What is about to be opened: to be told first, so that whatever comes after it is known by it. */
    static void starting(Start start) {
        log.atInfo()
                .addKeyValue("version", Version.text())
                .addKeyValue("file", start.file().toAbsolutePath().normalize())
                .log("starting");
    }

    /** Every file that {@code start} and its certificates were read from. */
    static List<Path> files(Start start, LoadedCertificates certificates) {
        Stream<Path> pairs = certificates.byFiles().keySet().stream().flatMap(pair -> pair.paths().stream());
        return Stream.concat(start.files().paths().stream(), pairs).toList();
    }

    static void log(FrontdoorConfig config, LoadedCertificates certificates, Plan plan, InstantSource clock) {
        VerdictLog.log(plan);
        SettingAdvice.log(config);
        certificates(certificates.byFiles().values(), clock.instant());
        certificates
                .warnings()
                .forEach(warning -> log.atWarn().addKeyValue("warning", warning).log("certificate"));
        certificates
                .notes()
                .forEach(note -> log.atInfo().addKeyValue("note", note).log("certificate"));
        defaults(config.sites());
        log.atInfo().addKeyValue("sites", config.sites().size()).log("the front door is open");
    }

    private static void defaults(List<SiteConfig> sites) {
        int told = 0;
        for (SiteConfig site : sites) {
            if (site.settings().hstsByDefault()
                    && site.settings().hsts() instanceof HstsConfig.Send(var maxAge, var _, var _, var _)
                    && ++told <= SITES) {
                log.atInfo()
                        .addKeyValue("site", site.name())
                        .addKeyValue("max-age", DurationText.of(maxAge))
                        .addKeyValue("raise-with", site.configuredAt() + ".hsts.max-age = 7d, then 30d, then 365d")
                        .log("the site sends the short default HSTS policy");
            }
        }
        if (told > SITES) {
            log.atInfo()
                    .addKeyValue("sites", told)
                    .log("those are the first sites that send the short default HSTS policy, of more");
        }
    }

    private static void certificates(Collection<CertificatePair> pairs, Instant now) {
        pairs.stream()
                .map(CertificatePair::leaf)
                .sorted(Comparator.comparing(LeafFacts::notAfter))
                .limit(CERTIFICATES)
                .forEach(leaf -> log.atInfo()
                        .addKeyValue("names", named(leaf))
                        .addKeyValue("ends", LocalDate.ofInstant(leaf.notAfter(), ZoneOffset.UTC))
                        .addKeyValue(
                                "days-left",
                                Duration.between(now, leaf.notAfter()).toDays())
                        .log("certificate"));
        if (pairs.size() > CERTIFICATES) {
            log.atInfo()
                    .addKeyValue("certificates", pairs.size())
                    .log("those are the certificates that end first, of more");
        }
    }

    /** Host names, then addresses. */
    private static String named(LeafFacts leaf) {
        return Stream.concat(leaf.names().stream(), leaf.addresses().stream()).collect(Collectors.joining(" "));
    }
}
