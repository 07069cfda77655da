package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The entity tags of answers that are compressed (RFC 9110 8.8.3): weak towards clients, and as the backend made them towards the backend,
 * also where that compares them letter by letter.
 */
final class EntityTags implements RequestRule {
    private static final String WEAK = "W/";

    /** Makes {@code fields} of an answer say that it is the same for whoever reads it, but not octet for octet (RFC 9110 8.8.1). */
    static void weaken(Fields fields) {
        int i = fields.find(FieldName.ETAG, 0);
        if (i >= 0 && !fields.value(i).startsWith(WEAK)) {
            fields.setValue(i, Octets.of(WEAK + fields.value(i)));
        }
    }

    /** Whether {@code request} has asked for a change since {@code answer}'s own tag, and not since our weak one: it has what the backend sent. */
    static boolean knowsAsSent(Fields request, Fields answer) {
        int i = answer.find(FieldName.ETAG, 0);
        if (i < 0) {
            return false;
        }
        String tag = answer.value(i);
        boolean strong = false;
        for (int at = request.find(FieldName.IF_NONE_MATCH, 0);
                at >= 0;
                at = request.find(FieldName.IF_NONE_MATCH, at + 1)) {
            Set<String> known = in(request.value(at));
            if (known.contains(WEAK + tag)) {
                return false;
            }
            strong |= known.contains(tag);
        }
        return strong;
    }

    /** Adds to each weak tag that the client has the strong one that it may have been. */
    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        Fields fields = request.fields();
        for (int i = fields.find(FieldName.IF_NONE_MATCH, 0); i >= 0; i = fields.find(FieldName.IF_NONE_MATCH, i + 1)) {
            Set<String> known = in(fields.value(i));
            StringBuilder more = new StringBuilder(fields.value(i));
            for (String tag : known) {
                if (tag.startsWith(WEAK) && !known.contains(tag.substring(WEAK.length()))) {
                    more.append(", ").append(tag, WEAK.length(), tag.length());
                }
            }
            if (more.length() > fields.valueLength(i)) {
                fields.setValue(i, Octets.of(more.toString()));
            }
        }
    }

    /** The tags of a list, as they stand, each once: a client may send thousands, and each is looked for. None if it is no list of tags. */
    private static Set<String> in(String value) {
        Set<String> tags = new LinkedHashSet<>();
        int at = 0;
        while (at < value.length()) {
            char next = value.charAt(at);
            if (next == ',' || next == ' ' || next == '\t') {
                at++;
            } else {
                int quote = value.startsWith(WEAK, at) ? at + WEAK.length() : at;
                int end = value.startsWith("\"", quote) ? value.indexOf('"', quote + 1) : -1;
                if (end < 0) {
                    return Set.of();
                }
                tags.add(value.substring(at, end + 1));
                at = end + 1;
            }
        }
        return tags;
    }
}
