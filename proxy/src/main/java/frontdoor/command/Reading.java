package frontdoor.command;

import frontdoor.certificates.CertificateReading;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.LedgerStore;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A configuration and its certificates as a command reads them, without touching a port. */
public sealed interface Reading {
    /**
     * Both can be used.
     *
     * @param ledger what the state directory says of earlier promises
     */
    record Good(FrontdoorConfig config, LoadedCertificates certificates, LedgerStore.Found ledger) implements Reading {}

    /** One of them cannot; at least one problem. */
    record Bad(List<Problem> problems) implements Reading {
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    /** Reads {@code file} and the certificates it names, as they are at the clock's time. */
    static Reading of(Path file, InstantSource clock) {
        return switch (ConfigLoader.loadTelling(file)) {
            case ConfigResult.Rejected(List<Problem> problems, var _) ->
                new Bad(ConfigProblems.withCertificates(file, problems));
            case ConfigResult.Loaded(FrontdoorConfig config, var _) ->
                switch (CertificateReading.read(config, LoadedCertificates.NONE, clock)) {
                    case CertificateReading.Bad(List<Problem> problems) -> new Bad(problems);
                    case CertificateReading.Good(LoadedCertificates certificates) ->
                        new Good(config, certificates, new LedgerFile(config.stateDirectory()).read());
                };
        };
    }
}
