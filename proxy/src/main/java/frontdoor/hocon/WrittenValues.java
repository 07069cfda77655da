package frontdoor.hocon;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects what operators have written, as text by the key where it stands: single values, and lists of such. */
final class WrittenValues {
    private static final int LONGEST = 120;

    private final Map<String, String> byKey = new HashMap<>();

    /** Takes {@code layer}, unless it is a default, or a part of what was taken. */
    void take(Layer layer) {
        if (!layer.builtIn() && isSimple(layer.value()) && !byKey.containsKey(KeyPath.parent(layer.key()))) {
            byKey.put(layer.key(), text(layer.value()));
        }
    }

    private static boolean isSimple(ConfigValue value) {
        return value instanceof ConfigList list ? list.stream().allMatch(WrittenValues::isSingle) : isSingle(value);
    }

    private static boolean isSingle(ConfigValue value) {
        return value.valueType() != ConfigValueType.OBJECT && value.valueType() != ConfigValueType.LIST;
    }

    private static String text(ConfigValue value) {
        String text = value instanceof ConfigList list
                ? list.stream()
                        .map(element -> Quoted.of(String.valueOf(element.unwrapped())))
                        .collect(Collectors.joining(", ", "[", "]"))
                : String.valueOf(value.unwrapped());
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    Map<String, String> byKey() {
        return byKey;
    }
}
