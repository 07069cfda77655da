package frontdoor;

import java.util.List;

/**
 * What a client received for one request, whatever the protocol.
 *
 * @param interims the statuses and fields of 1xx heads, one text each
 * @param status of the final head; 0 if the connection or stream ended without one
 * @param fields {@code name: value} in the order they came, names in lower case, one character per octet
 * @param body one character per octet
 * @param complete whether the message came to its end in an orderly way
 * @param open whether the connection can take another request
 */
record Answer(List<String> interims, int status, List<String> fields, String body, boolean complete, boolean open) {
    /** The values of all fields of this name, which is in lower case. */
    List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.startsWith(name + ":"))
                .map(field -> field.substring(name.length() + 1).strip())
                .toList();
    }

    /** The value of the only field of this name. */
    String value(String name) {
        List<String> values = values(name);
        if (values.size() != 1) {
            throw new AssertionError(name + " stands " + values.size() + " times in " + this);
        }
        return values.getFirst();
    }

    /** Every policy in the answer. */
    List<String> policies() {
        return values("strict-transport-security");
    }
}
