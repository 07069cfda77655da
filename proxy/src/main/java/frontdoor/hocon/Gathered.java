package frontdoor.hocon;

import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The yield of one reading of a configuration beside the values: problems, places, and the keys it asked for. */
public final class Gathered {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private static final String NOWHERE = "\0";

    /** Problems about what is not there, with the object that should have it. */
    private final Map<Problem, String> lacks = new HashMap<>();

    private final Map<String, Place> places = new HashMap<>();
    /** The keys, as reference.conf documents them, for which their defaults have an object. */
    private final Set<String> objects = new HashSet<>();

    private final Set<String> whole = new HashSet<>();
    private final Set<String> keysRead = new HashSet<>();
    /** Of thousands of sites each asks for the same keys. */
    private final Map<String, Map<String, String>> schemas = new HashMap<>();

    private final Function<String, Optional<String>> foreignKeys;
    private final SourceFiles files;
    /** Null unless somebody wants to tell them. */
    private @Nullable WrittenValues values;
    /** Null unless somebody wants to tell all of them. */
    private @Nullable Map<String, DecidedValue> decided;

    /** @param foreignKeys what to write for a key that is no key here, but one elsewhere; empty when it is none there either */
    public Gathered(Function<String, Optional<String>> foreignKeys) {
        this(foreignKeys, new SourceFiles());
    }

    /** @param files those that were read, and where more of them are that values name */
    Gathered(Function<String, Optional<String>> foreignKeys, SourceFiles files) {
        this.foreignKeys = foreignKeys;
        this.files = files;
    }

    /** Keeps from now on what is written, too, for whoever tells it: who serves has no use for it. */
    public void keepValues() {
        values = new WrittenValues();
    }

    /** Keeps from now on what is in force, for whoever tells all of it. */
    public void keepDecided() {
        decided = new TreeMap<>();
    }

    /** What is in force, by key: single values and lists. None unless it was to be kept. */
    public List<DecidedValue> decided() {
        return decided == null ? List.of() : List.copyOf(decided.values());
    }

    /** Where files that values name are read. */
    SourceFiles files() {
        return files;
    }

    /** The key of {@code name} in the object {@code parent}, as reference.conf documents it. */
    String schemaOf(String parent, String name) {
        return schemas.computeIfAbsent(parent, _ -> new HashMap<>())
                .computeIfAbsent(name, _ -> KeyPath.join(parent, name));
    }

    /** What to write for a key that is one elsewhere. */
    Optional<String> adviceForForeign(String key) {
        return foreignKeys.apply(key);
    }

    /** The same problem is kept once: what is wrong in site-defaults is met again in every site. */
    public void add(Problem problem) {
        problems.add(problem);
    }

    /** Adds a problem that may well be the consequence of another one inside the object {@code around}, and is told after those. */
    void addLack(Problem problem, String around) {
        add(problem);
        lacks.put(problem, around);
    }

    /** @param deciding the value of {@code key} */
    void onRead(String key, String schema, Layer deciding) {
        places.put(deciding.key(), deciding.place());
        if (values != null) {
            values.take(deciding);
        }
        if (decided != null && !deciding.isObject() && !isPartOfDecided(decided, key)) {
            decided.put(key, DecidedValue.of(key, deciding));
        }
        if (!deciding.isObject() && objects.contains(schema)) {
            whole.add(key);
        } else if (deciding.isObject()) {
            Optional.ofNullable(Places.schemaOver(schema)).ifPresent(objects::add);
        }
        onAsked(schema);
    }

    /** Whether a list was taken as a whole that has {@code key} in it. */
    private static boolean isPartOfDecided(Map<String, DecidedValue> decided, String key) {
        for (String around = KeyPath.parent(key); !around.isEmpty(); around = KeyPath.parent(around)) {
            if (decided.containsKey(around)) {
                return true;
            }
        }
        return false;
    }

    void onAsked(String schema) {
        keysRead.add(schema);
    }

    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** In the order of {@code files}, then of lines. */
    public List<Problem> problems(List<String> files) {
        Map<String, Integer> positions = HashMap.newHashMap(files.size());
        files.forEach(file -> positions.putIfAbsent(file, positions.size()));
        Map<String, Place> lastWithin = lastWithin();
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(
                        (Problem one) -> positions.getOrDefault(one.at().file(), -1))
                .thenComparingInt(one -> toldAt(one, lastWithin))
                .thenComparing(one -> isToldLater(one, lastWithin)));
        return sorted;
    }

    /** For every object, where the last problem is that is not about something missing. */
    private Map<String, Place> lastWithin() {
        Map<String, Place> last = new HashMap<>();
        for (Problem problem : problems) {
            String within = problem.key();
            while (!lacks.containsKey(problem) && !within.isEmpty()) {
                within = KeyPath.parent(within);
                last.merge(within, problem.at(), (one, other) -> one.line() < other.line() ? other : one);
            }
        }
        return last;
    }

    private int toldAt(Problem problem, Map<String, Place> lastWithin) {
        Place last = lastWithin.get(lacks.getOrDefault(problem, NOWHERE));
        return last != null && isToldLater(problem, lastWithin)
                ? Math.max(last.line(), problem.at().line())
                : problem.at().line();
    }

    private boolean isToldLater(Problem problem, Map<String, Place> lastWithin) {
        Place last = lastWithin.get(lacks.getOrDefault(problem, NOWHERE));
        return last != null && last.file().equals(problem.at().file());
    }

    public Places places() {
        return new Places(places, whole, values == null ? Map.of() : values.byKey());
    }

    /** Every key a reader asked for, with NAME for the names an operator chooses. */
    public Set<String> keysRead() {
        return keysRead;
    }
}
