package frontdoor.command;

import frontdoor.certificates.CertificateReading;
import frontdoor.config.ConfigLoader;
import frontdoor.config.FrontdoorConfig;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Adds what is wrong with the certificates to what is wrong with a configuration, so that an operator learns of all of it at once. */
final class ConfigProblems {
    private ConfigProblems() {}

    /** {@code problems} of {@code file}, and those of the certificates that it names well enough to be read. Blocks. */
    static List<Problem> withCertificates(Path file, List<Problem> problems) {
        NavigableSet<String> known = new TreeSet<>();
        problems.forEach(problem -> known.add(problem.key()));
        List<Problem> more = ConfigLoader.salvage(file).map(ConfigProblems::unreadable).orElse(List.of()).stream()
                .filter(problem -> !isAtOrBelow(problem.key(), known))
                .sorted(Comparator.comparingInt(problem -> problem.at().line()))
                .toList();
        return merged(problems, more);
    }

    /** What begins with {@code key} comes right behind it, or is it. */
    private static boolean isAtOrBelow(String key, NavigableSet<String> known) {
        String next = known.ceiling(key);
        return next != null && next.startsWith(key);
    }

    /** The order of {@code problems} stays, for causes come before what follows from them; each of {@code more} comes where its line is. */
    private static List<Problem> merged(List<Problem> problems, List<Problem> more) {
        List<Problem> all = new ArrayList<>();
        Deque<Problem> waiting = new ArrayDeque<>(more);
        for (Problem problem : problems) {
            while (!waiting.isEmpty() && isBefore(waiting.getFirst().at(), problem.at())) {
                all.add(waiting.removeFirst());
            }
            all.add(problem);
        }
        all.addAll(waiting);
        return all;
    }

    private static boolean isBefore(Place one, Place other) {
        return one.file().equals(other.file()) && one.line() < other.line();
    }

    private static List<Problem> unreadable(FrontdoorConfig config) {
        return CertificateReading.unreadable(config, InstantSource.system());
    }
}
