package frontdoor.route;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conditions, beside its path, on which a route takes a request.
 *
 * <p>Immutable. Two are equal if they ask for the same.
 */
public final class Conditions {
    /** None: every request fits. */
    public static final Conditions NONE = new Conditions(Set.of(), Map.of());

    private final Set<String> methods;
    private final Map<String, String> fields;
    private final byte[][] tokens;
    private final List<Wanted> wanted = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // Octets that are compared one by one, and never handed out.
    private record Wanted(FieldName known, byte[] name, byte[] value) {}

    /**
     * Conditions of these parts.
     *
     * @param methods any of them will do, GET for HEAD too; empty for whatever method
     * @param fields each of these fields has to be there, with exactly this value; names are compared without case
     */
    public Conditions(Set<String> methods, Map<String, String> fields) {
        this.methods = Set.copyOf(methods);
        this.tokens = new TreeSet<>(methods).stream().map(Octets::of).toArray(byte[][]::new);
        Map<String, String> lower = new TreeMap<>();
        fields.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        this.fields = Map.copyOf(lower);
        lower.forEach((name, value) -> {
            byte[] octets = Octets.of(name);
            wanted.add(new Wanted(FieldName.of(octets, 0, octets.length), octets, Octets.of(value)));
        });
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return methods.isEmpty() && fields.isEmpty();
    }

    /** Whether {@code request} fulfils them. */
    boolean fit(RequestHead request) {
        if (tokens.length > 0 && !fitsMethod(request)) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!has(request.fields(), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** RFC 9110 9.3.2: HEAD asks for what GET would get. */
    private boolean fitsMethod(RequestHead request) {
        byte[] bytes = request.fields().bytes();
        for (byte[] token : tokens) {
            if (Octets.equal(bytes, request.methodStart(), request.methodLength(), token)) {
                return true;
            }
        }
        return request.method() == Method.HEAD && methods.contains("GET");
    }

    private static boolean has(Fields fields, Wanted wanted) {
        for (int i = fields.find(wanted.known, 0); i >= 0; i = fields.find(wanted.known, i + 1)) {
            boolean named = wanted.known != FieldName.OTHER
                    || Octets.equalIgnoreCase(fields.bytes(), fields.nameStart(i), fields.nameLength(i), wanted.name);
            if (named && Octets.equal(fields.bytes(), fields.valueStart(i), fields.valueLength(i), wanted.value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conditions that && methods.equals(that.methods) && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return methods.hashCode() * 31 + fields.hashCode();
    }

    /** Such as {@code GET POST, x-beta: 1}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!methods.isEmpty()) {
            parts.add(String.join(" ", new TreeSet<>(methods)));
        }
        new TreeMap<>(fields).forEach((name, value) -> parts.add(name + ": " + value));
        return String.join(", ", parts);
    }
}
