package frontdoor.acme;

import frontdoor.config.AcmeKey;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.idna.Idna;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slots of the configuration that is in force, one for each certificate that it wants.
 *
 * <h2>Threads</h2>
 *
 * {@link #follow} is for the one that looks after certificates, the rest for any.
 */
final class Slots {
    /** After a slot could not be opened. */
    private static final Duration REOPENING = Duration.ofMinutes(1);

    private final SlotOpening opening;
    private volatile Map<String, Slot> byName = Map.of();
    private @Nullable FrontdoorConfig followed;
    private Instant reopening = Instant.MAX;

    Slots(SlotOpening opening) {
        this.opening = opening;
    }

    /** Makes them those of {@code config}, if they are not; whether they may be others now. */
    boolean follow(FrontdoorConfig config, Instant now) {
        if (config.equals(followed) && now.isBefore(reopening)) {
            return false;
        }
        followed = config;
        reopening = Instant.MAX;
        Map<String, Slot> next = new LinkedHashMap<>();
        for (SiteConfig site : config.sites()) {
            List<AcmeKey> keys = site.acme() ? config.acme().keys() : List.of();
            for (int place = 0; place < keys.size(); place++) {
                Wanted wanted = Wanted.of(site, place, keys.get(place));
                open(wanted, now)
                        .ifPresentOrElse(slot -> next.put(wanted.name(), slot), () -> reopening = now.plus(REOPENING));
            }
        }
        byName = Collections.unmodifiableMap(next);
        return true;
    }

    private Optional<Slot> open(Wanted wanted, Instant now) {
        Slot known = byName.get(wanted.name());
        if (known == null) {
            return opening.open(wanted, now);
        }
        known.want(wanted);
        return Optional.of(known);
    }

    Collection<Slot> all() {
        return byName.values();
    }

    /** Whether {@code slot} is one of them still. */
    boolean have(Slot slot) {
        return byName.get(slot.wanted().name()) == slot;
    }

    /** Those of the site, or the host, of this name. */
    List<Slot> named(String name) {
        String asked = Idna.ofTyped(name);
        return byName.values().stream()
                .filter(slot -> slot.wanted().site().equals(name)
                        || slot.wanted().hosts().stream()
                                .anyMatch(host -> host.text().equals(asked)))
                .toList();
    }
}
