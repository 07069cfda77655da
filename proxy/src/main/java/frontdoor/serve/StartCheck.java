package frontdoor.serve;

import frontdoor.certificates.CertificateReading;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.ledger.Ledger;
import frontdoor.plan.Refusal;
import frontdoor.plan.SitePlans;
import frontdoor.report.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The check that keeps a front door from opening although its configuration could be read: for certificates of no use,
 * and errors that the file alone decides.
 */
final class StartCheck {
    private StartCheck() {}

    /** The certificates of {@code config}, or why they cannot be used. Blocks. */
    static LoadedCertificates readCertificates(FrontdoorConfig config, InstantSource clock)
            throws CannotStartException {
        return switch (CertificateReading.read(config, LoadedCertificates.NONE, clock)) {
            case CertificateReading.Good(LoadedCertificates certificates) -> certificates;
            case CertificateReading.Bad(List<Problem> problems) -> throw refused(problems);
        };
    }

    /** What {@code config} makes browsers see, or why it cannot be served. */
    static SitePlans judge(FrontdoorConfig config, LoadedCertificates certificates, InstantSource clock)
            throws CannotStartException {
        SitePlans plans = SitePlans.of(config, certificates, clock.instant());
        // What browsers were promised never keeps a door shut, so no ledger is asked.
        List<Problem> verdicts = Refusal.ofStart(plans.heldAgainst(Ledger.EMPTY));
        if (!verdicts.isEmpty()) {
            throw refused(verdicts);
        }
        return plans;
    }

    private static CannotStartException refused(List<Problem> problems) {
        return new CannotStartException(
                ExitCode.PROBLEMS,
                problems.stream().map(Object::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
