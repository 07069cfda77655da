package frontdoor.hocon;

import com.typesafe.config.ConfigObject;
import frontdoor.report.Problem;
import frontdoor.report.Spelling;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what stands beside the {@code frontdoor} block: variables for substitutions are fine, anything else would be
 * ignored in silence, as when a brace closes too early.
 */
public final class RootKeys {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??\\s*(?:\"([^\"\\n]*)\"|([^\".}\\s]+))");

    private final SourceFiles files;
    private final Gathered findings;

    public RootKeys(SourceFiles files, Gathered findings) {
        this.files = files;
        this.findings = findings;
    }

    public void check(ConfigObject root, Places places) {
        List<String> others =
                root.keySet().stream().filter(name -> !name.equals("frontdoor")).toList();
        Set<String> referredTo = others.isEmpty() ? Set.of() : referredTo();
        others.stream()
                .filter(name -> !referredTo.contains(name))
                .sorted()
                .forEach(name -> findings.add(new Problem(
                        places.of(KeyPath.join("", name)),
                        KeyPath.join("", name),
                        "is outside the frontdoor block, and nothing refers to it"
                                + Spelling.nearest(name, List.of("frontdoor"))
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(""))));
    }

    /** The first names of all substitutions. */
    private Set<String> referredTo() {
        return files.names().stream()
                .flatMap(file -> REFERENCE.matcher(files.text(file)).results())
                .map(reference -> reference.group(1) != null ? reference.group(1) : reference.group(2))
                .collect(Collectors.toSet());
    }
}
