package frontdoor.hocon;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The merge of many objects.
 *
 * <p>The library merges two at a time, and copies both for it; here each key of many objects is met once. Only where there is more to it than
 * keys beside each other, the library is asked.
 */
final class HoconMerge {
    private static final ConfigOrigin SEVERAL_FILES = ConfigOriginFactory.newSimple("merge of several files");
    private static final ConfigValue NO_OBJECT = ConfigValueFactory.fromAnyRef(0);

    private HoconMerge() {}

    /** All of {@code objects} in one; where two have the same key, the later one decides. */
    static ConfigObject of(List<ConfigObject> objects) {
        return objects.isEmpty() ? ConfigFactory.empty().root() : (ConfigObject) ofValues(objects);
    }

    private static ConfigValue ofValues(List<? extends ConfigValue> values) {
        if (values.size() == 1) {
            return values.getFirst();
        }
        try {
            return values.stream().allMatch(HoconMerge::liesOverOthers)
                    ? ofKeys(values.stream().map(ConfigObject.class::cast).toList())
                    : byLibrary(values);
        } catch (ConfigException.NotResolved _) {
            // Which keys there are depends on a substitution.
            return byLibrary(values);
        }
    }

    /** Whether it is an object that hides nothing below it but keys of its own, as one does that has taken the place of a single value. */
    private static boolean liesOverOthers(ConfigValue value) {
        return value instanceof ConfigObject object && object.withFallback(NO_OBJECT) != object;
    }

    private static ConfigObject ofKeys(List<ConfigObject> objects) {
        Map<String, ConfigValue> all = new HashMap<>();
        Map<String, List<ConfigValue>> several = new HashMap<>();
        for (ConfigObject object : objects) {
            for (String key : object.keySet()) {
                ConfigValue value = requireNonNull(object.get(key));
                ConfigValue earlier = all.putIfAbsent(key, value);
                if (earlier != null) {
                    several.computeIfAbsent(key, _ -> new ArrayList<>(List.of(earlier)))
                            .add(value);
                }
            }
        }
        several.forEach((key, values) -> all.put(key, ofValues(values)));
        return ConfigValueFactory.fromMap(all).withOrigin(origin(objects));
    }

    /** In pairs, each is copied few times, with the same outcome as one by one, for merging is associative. */
    private static ConfigValue byLibrary(List<? extends ConfigValue> values) {
        int size = values.size();
        return size == 1
                ? values.getFirst()
                : byLibrary(values.subList(size / 2, size)).withFallback(byLibrary(values.subList(0, size / 2)));
    }

    /** That of the first, which stands before the others. */
    private static ConfigOrigin origin(List<ConfigObject> objects) {
        ConfigOrigin first = objects.getFirst().origin();
        String file = Origins.fileOf(first);
        for (ConfigObject object : objects) {
            if (!Origins.fileOf(object.origin()).equals(file)) {
                return SEVERAL_FILES;
            }
        }
        return first;
    }
}
