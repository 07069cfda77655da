package frontdoor.command;

import frontdoor.report.Json;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * A judgement of a configuration and its certificates.
 *
 * @param problems that keep it from being served
 * @param warnings what should be looked at
 * @param notes what is good to know
 */
record Judgement(List<Problem> problems, List<String> warnings, List<String> notes, int sites, int hosts) {
    /** Of what cannot be used at all. */
    static Judgement bad(List<Problem> problems) {
        return new Judgement(problems, List.of(), List.of(), 0, 0);
    }

    boolean isGood() {
        return problems.isEmpty();
    }

    /** Prints it for a person, who knows the file by this name. */
    void print(Path file, Terminal terminal) {
        warnings.forEach(terminal::warn);
        notes.forEach(terminal::note);
        problems.forEach(terminal.err()::println);
        if (isGood()) {
            terminal.out().println(file + ": good, sites: " + sites + ", hosts: " + hosts);
        }
    }

    /** The same for a program. */
    String json(Path file) {
        return Json.write(Json.object(
                "file", file.toString(),
                "good", isGood(),
                "problems",
                        problems.stream()
                                .map(problem -> Json.object(
                                        "file", problem.at().file(),
                                        "line", problem.at().line(),
                                        "key", problem.key(),
                                        "text", problem.text()))
                                .toList(),
                "warnings", warnings,
                "notes", notes,
                "sites", sites,
                "hosts", hosts));
    }
}
