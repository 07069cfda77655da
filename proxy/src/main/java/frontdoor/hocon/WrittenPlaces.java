package frontdoor.hocon;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import frontdoor.report.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the place of every value of a source.
 *
 * <p>A value knows where it came from. Only one that came out of the environment no longer knows which line asked for it; the tree before
 * substitution does, and is walked where there was any. It is walked by key, never by entry: the library makes a set of the entries, and
 * for that the hash of all that lies below each.
 */
public final class WrittenPlaces {
    private final SourceFiles files;
    /** Where keys stand in the tree before substitution. */
    private final Map<String, Place> asked = new HashMap<>();

    private WrittenPlaces(SourceFiles files) {
        this.files = files;
    }

    /** The places of a tree that knows them all. */
    static WrittenPlaces of(SourceFiles files) {
        return new WrittenPlaces(files);
    }

    /** The places of everything in {@code resolved}, with the help of the same tree before it was resolved. */
    public static WrittenPlaces of(SourceFiles files, ConfigValue unresolved, ConfigValue resolved) {
        WrittenPlaces places = new WrittenPlaces(files);
        if (unresolved != resolved) {
            places.walk(unresolved);
        }
        return places;
    }

    /** The places of the names in {@code resolved} only. */
    public static Places ofNames(SourceFiles files, ConfigObject unresolved, ConfigObject resolved) {
        WrittenPlaces finder = new WrittenPlaces(files);
        for (String name : unresolved.keySet()) {
            finder.enter(KeyPath.join("", name), requireNonNull(unresolved.get(name)));
        }
        Map<String, Place> places = new HashMap<>(finder.asked);
        for (String name : resolved.keySet()) {
            files.origins()
                    .place(requireNonNull(resolved.get(name)).origin())
                    .ifPresent(place -> places.put(KeyPath.join("", name), place));
        }
        return new Places(places);
    }

    /** Where {@code value} is written, which has this key; {@code around} if that is all that is known. */
    public Place of(String key, ConfigValue value, Place around) {
        return files.origins().place(value.origin()).orElseGet(() -> asked.getOrDefault(key, around));
    }

    private record Keyed(String key, ConfigValue value) {}

    private void walk(ConfigValue root) {
        Deque<Keyed> waiting = new ArrayDeque<>();
        waiting.push(new Keyed("", root));
        while (!waiting.isEmpty()) {
            Keyed next = waiting.pop();
            enter(next.key(), next.value());
            try {
                pushChildren(next, waiting);
            } catch (ConfigException.NotResolved _) {
                // What lies below is asked for in the resolved tree, or takes the place of the key around it.
            }
        }
    }

    private void enter(String key, ConfigValue value) {
        Optional<Place> place = value instanceof ConfigObject
                ? files.origins().place(value.origin())
                : files.origins().lastPlace(value.origin());
        place.ifPresent(found -> asked.put(key, found));
    }

    private static void pushChildren(Keyed parent, Deque<Keyed> waiting) {
        if (parent.value() instanceof ConfigObject object) {
            for (String name : object.keySet()) {
                waiting.push(new Keyed(KeyPath.join(parent.key(), name), requireNonNull(object.get(name))));
            }
        } else if (parent.value() instanceof ConfigList list) {
            for (int i = 0; i < list.size(); i++) {
                waiting.push(new Keyed(KeyPath.join(parent.key(), Integer.toString(i)), list.get(i)));
            }
        }
    }
}
