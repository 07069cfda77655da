package frontdoor.audit;

import frontdoor.http.Url;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds where a Location leads (RFC 3986 5.2), as forgivingly as browsers do. */
final class Locations {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private Locations() {}

    /** The address, without its fragment; null if it is none of http or https. */
    static @Nullable Url resolve(Url base, String location) {
        String written = encode(location.strip());
        int fragment = written.indexOf('#');
        String reference = fragment < 0 ? written : written.substring(0, fragment);
        if (SCHEME.matcher(reference).matches()) {
            return Url.parse(reference);
        }
        if (reference.startsWith("//")) {
            return Url.parse((base.secure() ? "https:" : "http:") + reference);
        }
        return Url.parse(origin(base) + target(base.target(), reference));
    }

    private static String origin(Url base) {
        return (base.secure() ? "https://" : "http://") + base.authority();
    }

    private static String target(String base, String reference) {
        String path = base.substring(0, end(base));
        if (reference.isEmpty()) {
            return base;
        }
        if (reference.startsWith("?")) {
            return path + reference;
        }
        String whole = reference.startsWith("/") ? reference : path.substring(0, path.lastIndexOf('/') + 1) + reference;
        int end = end(whole);
        return withoutDots(whole.substring(0, end)) + whole.substring(end);
    }

    private static int end(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target.length() : query;
    }

    /** RFC 3986 5.2.4. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                kept.pollLast();
            } else if (!segments[i].equals(".")) {
                kept.addLast(segments[i]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** What no address may hold is sent encoded. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x20 && c < 0x7f) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", c & 0xff));
            }
        }
        return encoded.toString();
    }
}
