package frontdoor.hocon;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.util.List;

/**
 * The merge of many objects.
 *
 * <p>Each merge of two copies both; merged one by one, the first of a thousand would be copied a thousand times. Merged in pairs, each is
 * copied ten times, with the same outcome, for merging is associative.
 */
final class HoconMerge {
    private HoconMerge() {}

    /** All of {@code objects} in one; where two have the same key, the later one decides. */
    static ConfigObject of(List<ConfigObject> objects) {
        int size = objects.size();
        return switch (size) {
            case 0 -> ConfigFactory.empty().root();
            case 1 -> objects.getFirst();
            default -> of(objects.subList(size / 2, size)).withFallback(of(objects.subList(0, size / 2)));
        };
    }
}
