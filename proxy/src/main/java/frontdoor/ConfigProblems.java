package frontdoor;

import frontdoor.config.ConfigLoader;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.Problem;
import frontdoor.snapshot.CertificateReading;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Adds what is wrong with the certificates to what is wrong with a configuration, so that an operator learns of all of it at once. */
final class ConfigProblems {
    private ConfigProblems() {}

    /** {@code problems} of {@code file}, and those of the certificates that it names well enough to be read. Blocks. */
    static List<Problem> withCertificates(Path file, List<Problem> problems) {
        List<Problem> all = new ArrayList<>(problems);
        ConfigLoader.salvage(file).map(ConfigProblems::unreadable).orElse(List.of()).stream()
                .filter(problem ->
                        problems.stream().noneMatch(known -> known.key().startsWith(problem.key())))
                .forEach(all::add);
        List<String> files =
                all.stream().map(problem -> problem.at().file()).distinct().toList();
        all.sort(Comparator.comparingInt(
                        (Problem problem) -> files.indexOf(problem.at().file()))
                .thenComparingInt(problem -> problem.at().line()));
        return all;
    }

    private static List<Problem> unreadable(FrontdoorConfig config) {
        return CertificateReading.unreadable(config, InstantSource.system());
    }
}
