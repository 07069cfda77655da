package frontdoor.config;

import com.typesafe.config.ConfigObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks what stands beside the {@code frontdoor} block: variables for substitutions are fine, anything else would be
 * ignored in silence, as when a brace closes too early.
 */
final class RootKeys {
    private final SourceFiles files;
    private final Findings findings;

    RootKeys(SourceFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    void check(ConfigObject root, Places places) {
        root.keySet().stream()
                .filter(name -> !name.equals("frontdoor") && !isReferredTo(name))
                .sorted()
                .forEach(name -> findings.add(new Problem(
                        places.of(KeyPath.join("", name)),
                        KeyPath.join("", name),
                        "is outside the frontdoor block, and nothing refers to it"
                                + Spelling.nearest(name, List.of("frontdoor"))
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(""))));
    }

    private boolean isReferredTo(String name) {
        Pattern reference = Pattern.compile("\\$\\{\\??\\s*\"?" + Pattern.quote(name) + "[\".}\\s]");
        return files.names().stream()
                .anyMatch(file -> reference.matcher(files.text(file)).find());
    }
}
