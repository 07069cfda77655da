package frontdoor.heads;

import frontdoor.config.FieldChanges;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes out, sets and adds the fields that an operator names. */
final class FieldRules implements ResponseRule {
    /** What says of an answer what it is, and how long it holds: an answer of our own says that itself. */
    private static final Set<String> OF_CONTENT = Set.of(
            "accept-ranges",
            "age",
            "allow",
            "cache-control",
            "cdn-cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-location",
            "content-range",
            "content-type",
            "etag",
            "expires",
            "last-modified",
            "location",
            "pragma",
            "refresh",
            "retry-after",
            "surrogate-control",
            "vary",
            "www-authenticate");

    private static final FieldRules NONE = new FieldRules(FieldChanges.NONE, 0, _ -> false);

    private final List<One> changes;

    /** One change; {@code text} is null where nothing comes in the place of what goes. */
    @SuppressWarnings("ArrayRecordComponent") // Octets that are copied, and never handed out.
    private record One(
            FieldName known,
            byte[] name,
            byte[] lower,
            boolean replaces,
            @Nullable FieldText text) {}

    private FieldRules(FieldChanges changes, int publicPort, Predicate<String> wanted) {
        this.changes = changes.changes().stream()
                .filter(change -> wanted.test(change.name().toLowerCase(Locale.ROOT)))
                .map(change -> {
                    byte[] name = Octets.of(change.name());
                    return new One(
                            FieldName.of(name, 0, name.length),
                            name,
                            Octets.of(change.name().toLowerCase(Locale.ROOT)),
                            change.replaces(),
                            change.value()
                                    .map(text -> new FieldText(text, publicPort))
                                    .orElse(null));
                })
                .toList();
    }

    /** Those of {@code changes}, where clients see TLS on {@code publicPort}. */
    static FieldRules of(FieldChanges changes, int publicPort) {
        // Host is no field of a head, but what the request is for.
        return changes.changes().isEmpty() ? NONE : new FieldRules(changes, publicPort, name -> !name.equals("host"));
    }

    /** Those of {@code changes} that fit answers of our own, too. */
    static FieldRules ofOwnAnswers(FieldChanges changes, int publicPort) {
        return changes.changes().isEmpty()
                ? NONE
                : new FieldRules(changes, publicPort, name -> !OF_CONTENT.contains(name));
    }

    /** Whether there is nothing to do. */
    boolean isEmpty() {
        return changes.isEmpty();
    }

    @Override
    public void apply(Fields fields, RuledExchange exchange) {
        for (int i = 0; i < changes.size(); i++) {
            One one = changes.get(i);
            if (one.replaces) {
                removeAll(fields, one);
            }
            if (one.text != null) {
                int name = fields.append(one.name, 0, one.name.length);
                int value = one.text.appendTo(fields, exchange);
                fields.addAt(name, one.name.length, value, fields.end() - value);
            }
        }
    }

    private static void removeAll(Fields fields, One one) {
        for (int i = fields.find(one.known, 0); i >= 0; i = fields.find(one.known, i + 1)) {
            boolean named = one.known != FieldName.OTHER
                    || Octets.equalIgnoreCase(fields.bytes(), fields.nameStart(i), fields.nameLength(i), one.lower);
            if (named) {
                fields.remove(i);
            }
        }
    }
}
