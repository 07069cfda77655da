package frontdoor.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.ledger.Ledger;
import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsNext;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsStage;
import frontdoor.promises.LedgerStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The output of {@code frontdoor hsts}. */
class HstsReportTest {
    private static final HstsPolicy WEEK = new HstsPolicy.Send(604_800, false, false);
    private static final HstsPolicy MONTH = new HstsPolicy.Send(2_592_000, false, false);
    private static final Instant BOUND = Instant.parse("2026-12-02T08:00:00.5Z");
    private static final HstsReport REPORT = new HstsReport(
            List.of(
                    new HstsReport.Host(
                            "example.com",
                            true,
                            new HstsStage(2, 4, WEEK),
                            Optional.of(new HstsNext(Optional.of(LocalDate.of(2026, 11, 30)), MONTH)),
                            Optional.empty(),
                            new HstsReport.Bounds(true, Optional.of(BOUND), Optional.of(BOUND), false)),
                    new HstsReport.Host(
                            "www.example.com",
                            true,
                            new HstsStage(2, 4, WEEK),
                            Optional.of(new HstsNext(Optional.empty(), MONTH)),
                            Optional.of(
                                    new HstsHold(HstsHold.Cause.ENDS_SOON, Instant.parse("2026-11-25T12:00:00.25Z"))),
                            new HstsReport.Bounds(true, Optional.of(BOUND), Optional.empty(), false)),
                    new HstsReport.Host(
                            "old.example.com",
                            true,
                            new HstsStage(0, 0, new HstsPolicy.Off()),
                            Optional.empty(),
                            Optional.empty(),
                            HstsReport.Bounds.UNKNOWN)),
            Optional.empty());

    @Test
    void alignsColumnsForPeople() {
        assertThat(HstsText.of(REPORT)).isEqualTo("""
                HOST             POLICY          STAGE   NEXT                                          BOUND UNTIL
                example.com      max-age=604800  2 of 4  max-age=2592000 on 2026-11-30                 2026-12-02T08:00:00Z, with subdomains
                www.example.com  max-age=604800  2 of 4  max-age=2592000 once the certificate is good  2026-12-02T08:00:00Z
                  held: the certificate is in the last fifth of its lifetime (since 2026-11-25T12:00:00Z)
                old.example.com  none            -       -                                             not recorded
                """);
    }

    @Test
    void writesStableJsonForMachines() {
        assertThat(HstsJson.of(REPORT)).isEqualTo("""
                {"hosts": [
                  {"host": "example.com", "policy": "max-age=604800", "stage": 2, "stages": 4, \
                "next": {"date": "2026-11-30T00:00:00Z", "policy": "max-age=2592000"}, "held": null, \
                "bound-until": "2026-12-02T08:00:00Z", "bound-until-subdomains": "2026-12-02T08:00:00Z"},
                  {"host": "www.example.com", "policy": "max-age=604800", "stage": 2, "stages": 4, \
                "next": {"date": null, "policy": "max-age=2592000"}, \
                "held": {"since": "2026-11-25T12:00:00Z", "text": "the certificate is in the last fifth of its lifetime"}, \
                "bound-until": "2026-12-02T08:00:00Z", "bound-until-subdomains": null},
                  {"host": "old.example.com", "policy": null, "stage": null, "stages": null, \
                "next": null, "held": null, "bound-until": null, "bound-until-subdomains": null}
                ]}
                """);
    }

    @Test
    void tellsEveryConfiguredHostAndWhatHoldsIt() {
        ConfigResult read = ConfigLoader.parse("f.conf", """
                frontdoor.sites {
                  one { hosts = ["*.one.test", one.test], backend = "http://b:80", certificate { chain = c, key = k }
                        hsts { max-age = 365d, ramp { started = 2026-11-22, stages = [7d] } } }
                  two { hosts = ["*"], backend = "http://b:80", certificate { chain = c, key = k }, hsts = kill }
                }
                """);
        FrontdoorConfig config = ((ConfigResult.Loaded) read).config();
        HstsReport report = HstsReport.of(
                config,
                LoadedCertificates.NONE,
                new LedgerStore.Found(Ledger.EMPTY, false, false, true, List.of()),
                Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(report.hosts()).extracting(HstsReport.Host::host).containsExactly("*.one.test", "one.test", "*");
        assertThat(report.hosts().getFirst().hold()).contains(new HstsHold(HstsHold.Cause.NO_CERTIFICATE, Instant.MIN));
        assertThat(HstsReport.valueOf(report.hosts().getLast().stage().policy()))
                .contains("max-age=0");
    }
}
