package frontdoor.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import frontdoor.report.Place;
import org.jspecify.annotations.Nullable;

/**
 * One value as one source wrote it: a file of the operator's, its site-defaults, or reference.conf.
 *
 * @param key where it is written, which for a default differs from the key it decides
 * @param written the places of the whole source
 * @param builtIn whether the source is reference.conf
 */
public record Layer(String key, ConfigValue value, Place place, WrittenPlaces written, boolean builtIn) {
    /** How Typesafe Config calls where such a value is from, of which it knows no line. */
    private static final String ENVIRONMENT = "env variables";

    /** The value that an object holds under {@code name}; null when it holds none, or is no object. */
    @Nullable
    Layer child(String name) {
        ConfigValue held = value instanceof ConfigObject object ? object.get(name) : null;
        return held == null ? null : of(KeyPath.join(key, name), held);
    }

    /** Whether the value is an object that holds something under {@code name}. */
    boolean has(String name) {
        return value instanceof ConfigObject object && object.containsKey(name);
    }

    Layer of(String childKey, ConfigValue child) {
        return new Layer(childKey, child, written.of(childKey, child, place), written, builtIn);
    }

    /** Whether the value is that of a variable of the environment. */
    boolean isOfEnvironment() {
        return value.valueType() == ConfigValueType.STRING
                && value.origin().lineNumber() < 0
                && value.origin().description().equals(ENVIRONMENT);
    }

    /** A part of the value, at the same place. */
    Layer with(String partKey, String part) {
        return new Layer(partKey, ConfigValueFactory.fromAnyRef(part), place, written, builtIn);
    }

    boolean isObject() {
        return value instanceof ConfigObject;
    }
}
