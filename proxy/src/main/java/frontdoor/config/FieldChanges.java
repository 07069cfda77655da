package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.http.Authority;
import frontdoor.http.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The changes of the fields of a head: the removals first, then what is set, then what is added.
 *
 * @param changes in the order in which they are done
 */
public record FieldChanges(List<Change> changes) {
    /** Nothing. */
    public static final FieldChanges NONE = new FieldChanges(List.of());

    public FieldChanges {
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param name of a field, as it is written
     * @param replaces whether all fields of that name go
     * @param value of the field that comes then; empty where none does
     */
    public record Change(String name, boolean replaces, Optional<FieldTemplate> value) {
        private boolean isHost() {
            return name.equalsIgnoreCase("Host");
        }

        private Optional<Authority> host() {
            return value.filter(_ -> replaces && isHost())
                    .flatMap(FieldTemplate::plain)
                    .map(Octets::of)
                    .flatMap(text -> Optional.ofNullable(Authority.parse(text, 0, text.length)));
        }
    }

    /** What is set as the host of requests; empty for the client's. */
    public Optional<Authority> host() {
        return changes.stream().flatMap(change -> change.host().stream()).reduce((_, last) -> last);
    }

    /**
     * What is written in {@code block}, if anything is.
     *
     * @param wrong why a field of a name must not be changed, as the end of a sentence that begins with it; empty if it may be
     */
    static FieldChanges read(Node block, Function<String, Optional<String>> wrong) {
        if (!block.isWritten() || !block.requireObject()) {
            return NONE;
        }
        List<Change> changes = new ArrayList<>();
        Node remove = block.child("remove");
        if (remove.isWritten()) {
            for (Node name : remove.elements()) {
                Scalars.text(name)
                        .filter(text -> isGood(name, text, wrong) && isRemovable(name, text))
                        .ifPresent(text -> changes.add(new Change(text, true, Optional.empty())));
            }
        }
        changes.addAll(written(block.child("set"), true, wrong));
        changes.addAll(written(block.child("add"), false, wrong));
        return new FieldChanges(changes);
    }

    private static boolean isRemovable(Node node, String name) {
        if (name.equalsIgnoreCase("Host")) {
            node.problem(node.shown() + " cannot be removed: a request has one (RFC 9112 3.2)");
        }
        // A name may have it, but whoever writes it here means a pattern.
        if (name.indexOf('*') >= 0) {
            node.problem(node.shown() + " is one name, and no pattern; write every name that is to go");
        }
        return !name.equalsIgnoreCase("Host") && name.indexOf('*') < 0;
    }

    private static List<Change> written(Node block, boolean replaces, Function<String, Optional<String>> wrong) {
        if (!block.isWritten() || !block.requireObject()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Node field : block.named()) {
            String earlier = seen.putIfAbsent(field.name().toLowerCase(Locale.ROOT), field.name());
            if (earlier != null) {
                field.problem(
                        "is the same field as " + earlier + ": names are compared without case; remove one of them");
            } else if (isGood(field, field.name(), wrong)) {
                Change change = new Change(field.name(), replaces, Optional.of(FieldTemplate.read(field)));
                if (change.isHost() && change.host().isEmpty()) {
                    field.problem(
                            replaces
                                    ? field.shown()
                                            + " is no host; write a name, without a variable, and a port if it needs one"
                                    : "cannot be added: a request has one Host (RFC 9112 3.2); write it under set");
                }
                changes.add(change);
            }
        }
        return changes;
    }

    private static boolean isGood(Node node, String name, Function<String, Optional<String>> wrong) {
        Optional<String> why = FieldNames.isName(name) ? wrong.apply(name) : Optional.of(FieldNames.NO_NAME);
        why.ifPresent(text -> node.problem(node.name().equals(name) ? text : node.shown() + " " + text));
        return why.isEmpty();
    }

    /** These, and {@code more} after them. */
    FieldChanges then(FieldChanges more) {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(more.changes);
        return new FieldChanges(all);
    }
}
