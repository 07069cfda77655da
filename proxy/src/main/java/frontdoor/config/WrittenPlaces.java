package frontdoor.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the place of every key of a source.
 *
 * <p>A value that came out of the environment no longer knows which line asked for it; the tree before substitution does.
 */
final class WrittenPlaces {
    private final SourceFiles files;
    private final Map<String, Place> places = new HashMap<>();

    private WrittenPlaces(SourceFiles files) {
        this.files = files;
    }

    /** The places of everything in {@code resolved}, with the help of the same tree before it was resolved. */
    static Places find(SourceFiles files, ConfigValue unresolved, ConfigValue resolved) {
        WrittenPlaces finder = new WrittenPlaces(files);
        if (unresolved != resolved) {
            finder.walk("", unresolved, true);
        }
        finder.walk("", resolved, false);
        return new Places(finder.places);
    }

    /** The places of the names in {@code resolved} only. */
    static Places ofNames(SourceFiles files, ConfigObject unresolved, ConfigObject resolved) {
        WrittenPlaces finder = new WrittenPlaces(files);
        unresolved.forEach((name, value) -> finder.enter(KeyPath.join("", name), value, true));
        resolved.forEach((name, value) -> finder.enter(KeyPath.join("", name), value, false));
        return new Places(finder.places);
    }

    private void enter(String key, ConfigValue value, boolean unresolved) {
        Optional<Place> place = unresolved && !(value instanceof ConfigObject)
                ? files.lastPlace(value.origin())
                : files.place(value.origin());
        place.ifPresent(found -> places.put(key, found));
    }

    private void walk(String key, ConfigValue value, boolean unresolved) {
        enter(key, value, unresolved);
        try {
            walkChildren(key, value, unresolved);
        } catch (ConfigException.NotResolved _) {
            // What lies below gets its place from the resolved tree, or takes that of the key around it.
            return;
        }
    }

    private void walkChildren(String key, ConfigValue value, boolean unresolved) {
        if (value instanceof ConfigObject object) {
            // By key: the library makes a set of its entries, and for that the hash of all that lies below each.
            object.keySet()
                    .forEach(name -> walk(KeyPath.join(key, name), requireNonNull(object.get(name)), unresolved));
        } else if (value instanceof ConfigList list) {
            List<ConfigValue> elements = List.copyOf(list);
            for (int i = 0; i < elements.size(); i++) {
                walk(KeyPath.join(key, Integer.toString(i)), elements.get(i), unresolved);
            }
        }
    }
}
