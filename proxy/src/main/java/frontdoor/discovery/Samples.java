package frontdoor.discovery;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The findings on a site, as far as they are kept: some distinct ones of each kind. */
final class Samples {
    /** Distinct findings that are kept of one kind. */
    static final int KEPT = 20;

    private final Map<Kind, HeavyHitters<Sample>> byKind = new EnumMap<>(Kind.class);

    private final MixedTables mixed = new MixedTables();

    Samples() {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new HeavyHitters<>(KEPT));
        }
    }

    void addMixed(MixedContent found, long epochSecond) {
        of(Kind.MIXED_CONTENT)
                .add(new Sample(found.page(), found.directive() + " " + found.resource()), 1, epochSecond);
        mixed.add(found, epochSecond);
    }

    MixedTables mixed() {
        return mixed;
    }

    HeavyHitters<Sample> of(Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }
}
