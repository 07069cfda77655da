package frontdoor.discovery;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What was found on a site, as far as it is kept: some distinct findings of each kind. */
final class Samples {
    /** Distinct findings that are kept of one kind. */
    static final int KEPT = 20;

    private final Map<Kind, Frequent<Finding>> byKind = new EnumMap<>(Kind.class);

    Samples() {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new Frequent<>(KEPT));
        }
    }

    Frequent<Finding> of(Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }
}
