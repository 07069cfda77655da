package frontdoor.hocon;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import frontdoor.report.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value in force: of a file, or a default.
 *
 * @param key that it is the value of, without the leading {@code frontdoor.}
 * @param text as HOCON, without the secrets within; empty for a secret
 * @param place where it is written
 */
public record DecidedValue(String key, Optional<String> text, Place place) {
    /** What names of keys, and of fields that are sent to backends, say of their values. */
    private static final Pattern SECRET =
            Pattern.compile(".*(password|authorization|cookie|secret|token|api-?key|credential).*");
    /** Of paths of files, and of names. */
    private static final Pattern NO_SECRET = Pattern.compile(".*-file|.*-keys|cookies|cookie-.*");

    static DecidedValue of(String key, Layer deciding) {
        return new DecidedValue(
                key,
                isSecret(KeyPath.name(key))
                        ? Optional.empty()
                        : Optional.of(withoutSecrets(deciding.value()).render(ConfigRenderOptions.concise())),
                deciding.place());
    }

    private static boolean isSecret(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return SECRET.matcher(folded).matches() && !NO_SECRET.matcher(folded).matches();
    }

    private static ConfigValue withoutSecrets(ConfigValue value) {
        return switch (value) {
            case ConfigList list -> {
                List<ConfigValue> elements =
                        list.stream().map(DecidedValue::withoutSecrets).toList();
                yield ConfigValueFactory.fromIterable(elements);
            }
            case ConfigObject object -> {
                Map<String, ConfigValue> fields = new HashMap<>();
                object.forEach((name, field) -> {
                    if (!isSecret(name)) {
                        fields.put(name, withoutSecrets(field));
                    }
                });
                yield ConfigValueFactory.fromMap(fields);
            }
            default -> value;
        };
    }
}
