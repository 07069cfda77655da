package frontdoor.preflight;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records of a zone, as far as they name hosts, or say that there are hosts elsewhere. */
final class ZoneRecords {
    private static final Pattern TTL = Pattern.compile("(?i)\\d+|(?:\\d+[smhdw])+");
    private static final Pattern CLASS = Pattern.compile("(?i)IN|CH|CS|HS|CLASS\\d{1,5}");
    /** What DNS servers of Windows write between owner and type. */
    private static final Pattern AGE = Pattern.compile("(?i)\\[(?:AGE|Aging):\\d+]");

    private static final String NO_ORIGIN =
            "is not a whole name, and the file says no $ORIGIN: give the name of the zone with --origin";

    private final NameCollector collector;
    private final Set<String> apexes = new HashSet<>();
    private final Map<String, MasterEntry> delegations = new LinkedHashMap<>();
    private @Nullable String origin;
    private boolean originWritten;
    private @Nullable String firstOrigin;
    private String owner = "";

    /**
     * Takes hosts to {@code collector}.
     *
     * @param given the name of the zone, with a dot at its end, as who asks knows it; null if they do not say
     * @param found the same, as the file says it without {@code $ORIGIN}
     */
    ZoneRecords(NameCollector collector, @Nullable String given, @Nullable String found) {
        this.collector = collector;
        this.origin = given == null ? found : given;
        this.originWritten = given != null;
        this.firstOrigin = origin;
    }

    /** A record taken apart: who it is about, its type as written, what it says. */
    record Parts(String owner, String type, List<String> data) {}

    /** The record that {@code entry} is; null if it is none. */
    static @Nullable Parts parts(MasterEntry entry, String lastOwner) {
        List<String> words = entry.words();
        int at = entry.continued() ? 0 : 1;
        while (at < words.size() && isBeforeType(words.get(at))) {
            at++;
        }
        if (at >= words.size() || RecordType.of(words.get(at)) == null) {
            return null;
        }
        String owner = entry.continued() ? lastOwner : words.getFirst();
        return new Parts(owner, words.get(at), words.subList(at + 1, words.size()));
    }

    private static boolean isBeforeType(String word) {
        return TTL.matcher(word).matches()
                || CLASS.matcher(word).matches()
                || AGE.matcher(word).matches();
    }

    /** Reads {@code entry} if it is a record; whether it was one. */
    boolean read(MasterEntry entry) {
        Parts parts = parts(entry, owner);
        if (parts == null) {
            return false;
        }
        owner = parts.owner();
        RecordType type = RecordType.of(parts.type());
        if (type == null || !RecordType.fits(parts.type(), parts.data()) || owner.isEmpty()) {
            String why = owner.isEmpty()
                    ? "begins with a blank, and there is no owner before it"
                    : "is neither a name nor a record";
            collector.notJudged(entry.line(), entry.text(), why);
            return true;
        }
        String name = absolute(owner);
        // Relative to an origin that comes later, the owner would be another one.
        owner = name == null ? owner : name;
        onRecord(entry, parts, type, name);
        return true;
    }

    private void onRecord(MasterEntry entry, Parts parts, RecordType type, @Nullable String name) {
        if (type == RecordType.OTHER) {
            return;
        }
        if (name == null) {
            boolean apex = type == RecordType.SOA
                    || type == RecordType.NS && parts.owner().equals("@");
            if (apex) {
                return;
            }
            collector.notJudged(entry.line(), parts.owner(), NO_ORIGIN);
            return;
        }
        switch (type) {
            case ADDRESS -> collector.add(entry.line(), name);
            case ALIAS -> onAlias(entry, name, parts.data().getFirst());
            case SERVICE_OF_HOST -> collector.add(entry.line(), withoutServices(name));
            case NS -> delegations.putIfAbsent(canonical(name), entry);
            case SOA -> onSoa(parts.owner(), name);
            case DNAME ->
                hidesBelow(entry, name, "leads what is below it to other names (DNAME): add those that people visit");
            case OTHER -> {}
        }
    }

    /** Between two names of services it proves something to somebody, and leads nobody anywhere. */
    private void onAlias(MasterEntry entry, String name, String target) {
        if (!isService(name) || !isService(target)) {
            collector.add(entry.line(), name);
        }
    }

    private static boolean isService(String name) {
        return name.startsWith("_") || name.contains("._");
    }

    /** A second zone in the file has names of its own, and so has one whose origin nobody wrote. */
    private void onSoa(String written, String name) {
        if (isWhole(written) && (!originWritten || !apexes.isEmpty())) {
            origin = name;
            originWritten = false;
        }
        apexes.add(canonical(name));
    }

    private static String withoutServices(String name) {
        String host = name;
        while (host.startsWith("_") && host.indexOf('.') > 0) {
            host = host.substring(host.indexOf('.') + 1);
        }
        return host;
    }

    /** {@code $ORIGIN NAME}. */
    void onOrigin(MasterEntry entry, String name) {
        String whole = absolute(name);
        if (whole == null) {
            collector.notJudged(
                    entry.line(),
                    entry.text(),
                    "has no dot at its end, and there is no $ORIGIN before: taken for a whole name");
        }
        origin = whole == null ? name + "." : whole;
        originWritten = true;
        firstOrigin = firstOrigin == null ? origin : firstOrigin;
    }

    /** Remembers who a line that is no record would be about, for those behind it that leave the owner out. */
    void onOwner(String name) {
        String whole = absolute(name);
        owner = whole == null ? name : whole;
    }

    /** Once all is read it is known what is the top of a zone, and what is a zone of its own. */
    void end() {
        if (apexes.isEmpty() && firstOrigin != null) {
            apexes.add(canonical(firstOrigin));
        }
        delegations.forEach((name, entry) -> {
            if (!apexes.contains(name)) {
                hidesBelow(entry, name, "is delegated (NS): add the names of its zone");
            }
        });
    }

    private void hidesBelow(MasterEntry entry, String name, String why) {
        switch (HostNameReader.read(name)) {
            case WrittenName.Host(String host) -> collector.notJudged(entry.line(), host, why);
            case WrittenName.NoHost() -> {}
            case WrittenName.Unreadable _ -> collector.notJudged(entry.line(), name, why);
        }
    }

    /** The whole name: {@code @} is the origin, and what has no dot at its end is below it; null where the origin is not known. */
    private @Nullable String absolute(String name) {
        if (isWhole(name)) {
            return name;
        }
        if (origin == null || name.equals("@")) {
            return origin;
        }
        return name + (origin.equals(".") ? "" : ".") + origin;
    }

    static boolean isWhole(String name) {
        return name.endsWith(".") && !name.endsWith("\\.");
    }

    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
