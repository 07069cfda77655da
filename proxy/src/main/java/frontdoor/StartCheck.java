package frontdoor;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.Problem;
import frontdoor.ledger.Ledger;
import frontdoor.plan.Plan;
import frontdoor.plan.Refusal;
import frontdoor.snapshot.CertificateReading;
import frontdoor.snapshot.LoadedCertificates;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** What keeps a front door from opening although its configuration could be read: certificates of no use, and errors that the file alone decides. */
final class StartCheck {
    private StartCheck() {}

    /** The certificates of {@code config}, or why it cannot be served. Blocks. */
    static LoadedCertificates readCertificates(FrontdoorConfig config, InstantSource clock)
            throws CannotStartException {
        return switch (CertificateReading.read(config, LoadedCertificates.NONE, clock)) {
            case CertificateReading.Good(LoadedCertificates certificates) -> judged(config, certificates, clock);
            case CertificateReading.Bad(List<Problem> problems) -> throw refused(problems);
        };
    }

    private static LoadedCertificates judged(
            FrontdoorConfig config, LoadedCertificates certificates, InstantSource clock) throws CannotStartException {
        // What browsers were promised never keeps a door shut, so no ledger is asked.
        List<Problem> verdicts = Refusal.ofStart(Plan.of(config, certificates, Ledger.EMPTY, clock.instant()));
        if (!verdicts.isEmpty()) {
            throw refused(verdicts);
        }
        return certificates;
    }

    private static CannotStartException refused(List<Problem> problems) {
        return new CannotStartException(
                ExitCode.PROBLEMS,
                problems.stream().map(Object::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
