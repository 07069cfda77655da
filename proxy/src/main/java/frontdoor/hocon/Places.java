package frontdoor.hocon;

import frontdoor.report.Place;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For every key that was read, the place that decided its value: a file of the operator's, or a line of reference.conf.
 *
 * @param byKey what a site takes from {@code site-defaults}, or an upstream from {@code upstream-defaults}, stands there only once, not for each of thousands
 * @param whole the keys of sites and upstreams that are single values where their defaults have an object
 * @param values what an operator has written, as text, by the key where it stands: single values and lists of them; none unless it was to be kept
 */
public record Places(Map<String, Place> byKey, Set<String> whole, Map<String, String> values) {
    /** Where objects have names that an operator chose, and where what they do not say themselves stands. */
    private static final Map<String, String> DEFAULTS =
            Map.of("sites.", "site-defaults", "upstreams.", "upstream-defaults");

    public Places {
        // A view, not a copy: whoever filled it has let go of it.
        byKey = Collections.unmodifiableMap(byKey);
        whole = Set.copyOf(whole);
        values = Collections.unmodifiableMap(values);
    }

    Places(Map<String, Place> byKey) {
        this(byKey, Set.of(), Map.of());
    }

    /** What decides a key of a site, or of an upstream, unless that does; null for other keys, and for a site itself. */
    static @Nullable String sharedKey(String key) {
        int start = key.indexOf('.') + 1;
        String defaults = DEFAULTS.get(key.substring(0, start));
        int end = defaults == null ? key.length() : KeyPath.endOfName(key, start);
        return end == key.length() ? null : defaults + key.substring(end);
    }

    /** The key, as reference.conf documents it, for which {@code schema} has the default; null where it has none. */
    static @Nullable String schemaOver(String schema) {
        for (Map.Entry<String, String> named : DEFAULTS.entrySet()) {
            if (schema.startsWith(named.getValue())) {
                return named.getKey() + "NAME"
                        + schema.substring(named.getValue().length());
            }
        }
        return null;
    }

    /**
     * The place that decided {@code key}, such as {@code sites.shop.hsts.max-age} or {@code sites.shop.hosts.0}; that of
     * the nearest key around it when it was not written by itself.
     */
    public Place of(String key) {
        for (String at = key; ; at = KeyPath.parent(at)) {
            Place place = byKey.get(at);
            if (place == null && !isPartOfWhole(at)) {
                String shared = sharedKey(at);
                place = shared == null ? null : byKey.get(shared);
            }
            if (place != null || at.isEmpty()) {
                return place == null ? new Place("", 0) : place;
            }
        }
    }

    private boolean isPartOfWhole(String key) {
        for (String at = key; !whole.isEmpty() && !at.isEmpty(); at = KeyPath.parent(at)) {
            if (whole.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Where an operator can change {@code key}: what reference.conf decided, in the file that left it out. */
    public Place ofOperator(String key) {
        Place place = of(key);
        for (String at = KeyPath.parent(key);
                place.file().equals(Reference.NAME) && !at.isEmpty();
                at = KeyPath.parent(at)) {
            place = of(at);
        }
        return place;
    }
}
