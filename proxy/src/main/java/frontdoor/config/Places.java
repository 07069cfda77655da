package frontdoor.config;

import java.util.HashMap;
import java.util.Map;

/** For every key that was read, the place that decided its value: a file of the operator's, or a line of reference.conf. */
public record Places(Map<String, Place> byKey) {
    public Places {
        byKey = Map.copyOf(byKey);
    }

    /**
     * The place that decided {@code key}, such as {@code sites.shop.hsts.max-age} or {@code sites.shop.hosts.0}; that of
     * the nearest key around it when it was not written by itself.
     */
    public Place of(String key) {
        for (String at = key; ; at = KeyPath.parent(at)) {
            Place place = byKey.get(at);
            if (place != null || at.isEmpty()) {
                return place == null ? new Place("", 0) : place;
            }
        }
    }

    /** Where an operator can change {@code key}: what reference.conf decided, in the file that left it out. */
    public Place ofOperator(String key) {
        String at = key;
        while (of(at).file().equals(Reference.NAME) && !KeyPath.parent(at).isEmpty()) {
            at = KeyPath.parent(at);
        }
        return of(at);
    }

    /** The places of what is in the object {@code key}, with keys that start there. */
    Places below(String key) {
        String prefix = key + ".";
        Map<String, Place> below = HashMap.newHashMap(byKey.size());
        byKey.forEach((at, place) -> {
            if (at.startsWith(prefix)) {
                below.put(at.substring(prefix.length()), place);
            } else if (at.equals(key)) {
                below.put("", place);
            }
        });
        return new Places(below);
    }
}
