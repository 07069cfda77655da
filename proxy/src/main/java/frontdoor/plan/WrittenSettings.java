package frontdoor.plan;

import frontdoor.hocon.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The settings that an operator has written, and which of them are in force somewhere: what a route says hides what its site says, and that the defaults. */
final class WrittenSettings {
    /** Passwords, and fields of requests that may hold some. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)headers\\.request\\..*(auth|cookie|key|pass|secret|token).*|(.*\\.)?password");

    private final NavigableMap<String, String> values;
    private final Places places;

    WrittenSettings(Places places) {
        this.places = places;
        this.values = new TreeMap<>(places.values());
    }

    /**
     * A setting that is written.
     *
     * @param name within its site, route or upstream, such as {@code limits.body}
     * @param value as it is written
     * @param key where
     */
    record Setting(String name, String value, String key) {
        @Override
        public String toString() {
            return name + " = " + value;
        }
    }

    /**
     * Those that hold, in the order of their lines.
     *
     * @param scopes keys such as {@code sites.shop}, the first before the others
     * @param which of their names
     */
    List<Setting> in(List<String> scopes, Predicate<String> which) {
        Map<String, Setting> found = new LinkedHashMap<>();
        for (String scope : scopes) {
            List<Setting> more = within(scope).stream()
                    .filter(setting -> which.test(setting.name()))
                    .filter(setting -> found.keySet().stream().noneMatch(known -> hides(known, setting.name())))
                    .toList();
            more.forEach(setting -> found.put(setting.name(), setting));
        }
        List<Setting> all = new ArrayList<>(found.values());
        all.sort(Comparator.comparing(
                        (Setting setting) -> places.of(setting.key()).file())
                .thenComparingInt(setting -> places.of(setting.key()).line()));
        return all;
    }

    private List<Setting> within(String scope) {
        String start = scope + ".";
        List<Setting> within = new ArrayList<>();
        values.tailMap(start, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(start))
                .forEach(entry -> {
                    String name = entry.getKey().substring(start.length());
                    String value = SECRET.matcher(name).matches() ? "(not shown)" : entry.getValue();
                    within.add(new Setting(name, value, entry.getKey()));
                });
        return within;
    }

    /** One that is a single value hides all that is an object of the same name elsewhere, and the other way round. */
    private static boolean hides(String known, String name) {
        return known.equals(name) || name.startsWith(known + ".") || known.startsWith(name + ".");
    }
}
