package frontdoor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that any client can send; text has one character per octet.
 *
 * @param fields name and value in turn, names in lower case
 * @param body null for a request without one; sent with its length
 */
record Request(
        String method,
        String authority,
        String target,
        List<String> fields,
        @Nullable String body) {
    static Request get(String authority, String target) {
        return new Request("GET", authority, target, List.of(), null);
    }

    Request method(String other) {
        return new Request(other, authority, target, fields, body);
    }

    Request with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name);
        more.add(value);
        return new Request(method, authority, target, more, body);
    }

    Request body(String text) {
        return new Request(method, authority, target, fields, text);
    }

    /** The octets of HTTP/1.1. */
    String http1() {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        for (int i = 0; i < fields.size(); i += 2) {
            text.append(fields.get(i)).append(": ").append(fields.get(i + 1)).append("\r\n");
        }
        if (body == null) {
            return text.append("\r\n").toString();
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** The fields of HTTP/2, pseudo fields first, name and value in turn. */
    String[] http2() {
        List<String> all = new ArrayList<>(
                List.of(":method", method, ":scheme", "https", ":path", target, ":authority", authority));
        all.addAll(fields);
        if (body != null) {
            all.addAll(List.of("content-length", Integer.toString(body.length())));
        }
        return all.toArray(String[]::new);
    }
}
