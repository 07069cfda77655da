package frontdoor.maintenance;

import frontdoor.files.FileDigest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sites that were switched by hand. Each switch holds for as long as the configuration says of the site's maintenance what it said
 * when it was switched. Immutable.
 */
public final class Switches {
    /** None. */
    public static final Switches NONE = new Switches(Map.of());

    /** Octets that their text has at most: a few for each of tens of thousands of sites. */
    public static final int MOST_OCTETS = 8 << 20;

    private static final Pattern LINE = Pattern.compile("(on|off) ([0-9a-f]{64}) (.+)");

    private final Map<String, Switch> bySite;

    private Switches(Map<String, Switch> bySite) {
        this.bySite = Map.copyOf(bySite);
    }

    /** @param written the digest of what the configuration said */
    private record Switch(boolean on, String written) {
        static Switch of(boolean on, String written) {
            return new Switch(on, FileDigest.of(written.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Those that {@code text} lists, one a line; other lines are passed over. */
    public static Switches parse(String text) {
        Map<String, Switch> found = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher form = LINE.matcher(line);
            if (form.matches()) {
                found.put(form.group(3), new Switch(form.group(1).equals("on"), form.group(2)));
            }
        }
        return new Switches(found);
    }

    /** As {@link #parse} reads them. */
    public String text() {
        return bySite.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> (entry.getValue().on() ? "on " : "off ")
                        + entry.getValue().written() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** The same with {@code site} switched, of whose maintenance the configuration says {@code written}. */
    public Switches with(String site, boolean on, String written) {
        Map<String, Switch> more = new TreeMap<>(bySite);
        more.put(site, Switch.of(on, written));
        return new Switches(more);
    }

    /** What was done about {@code site}, of whose maintenance the configuration says {@code written}. */
    public Switched find(String site, String written) {
        Switch found = bySite.get(site);
        return found == null || !found.equals(Switch.of(found.on(), written))
                ? Switched.NOT
                : found.on() ? Switched.ON : Switched.OFF;
    }

    /** Those that hold where {@code written} tells what the configuration says of each site; null for a site that there is no more. */
    public Switches holding(Function<String, @Nullable String> written) {
        Map<String, Switch> held = new TreeMap<>(bySite);
        held.entrySet().removeIf(entry -> {
            String now = written.apply(entry.getKey());
            return now == null || find(entry.getKey(), now) == Switched.NOT;
        });
        return new Switches(held);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Switches switches && bySite.equals(switches.bySite);
    }

    @Override
    public int hashCode() {
        return bySite.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
