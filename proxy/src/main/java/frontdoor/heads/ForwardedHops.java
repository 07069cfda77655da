package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way of a request as Forwarded tells it (RFC 7239 4). A line that is malformed says nothing, and neither does what stands before it. */
final class ForwardedHops extends HopList {
    private static final Pattern PAIR = Pattern.compile(
            "([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64})=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256})|\"((?:[^\"\\\\]|\\\\.){0,256}+)\")");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private final List<Hop> hops;

    private ForwardedHops(List<Hop> hops) {
        this.hops = hops;
    }

    /** The way, or null: the field is not there. */
    static @Nullable HopList read(Fields fields) {
        if (!fields.contains(FieldName.FORWARDED)) {
            return null;
        }
        List<Hop> hops = new ArrayList<>(2);
        for (int i = fields.size() - 1; i >= 0 && hops.size() < MOST; i--) {
            if (!fields.isRemoved(i) && fields.name(i) == FieldName.FORWARDED) {
                List<Hop> line = line(fields.value(i));
                if (line == null) {
                    break;
                }
                hops.addAll(line.reversed());
            }
        }
        return new ForwardedHops(hops);
    }

    /** The elements in the order of the line, or null if it is malformed. */
    private static @Nullable List<Hop> line(String line) {
        List<Hop> hops = new ArrayList<>(2);
        Hop hop = new Hop();
        Matcher pair = PAIR.matcher(line);
        int at = 0;
        while (true) {
            at = afterBlanks(line, at);
            if (pair.region(at, line.length()).lookingAt()) {
                if (!hop.take(pair.group(1), value(pair))) {
                    return null;
                }
                at = afterBlanks(line, pair.end());
            }
            if (at == line.length()) {
                hops.add(hop);
                return hops;
            }
            char separator = line.charAt(at++);
            if (separator == ',') {
                hops.add(hop);
                hop = new Hop();
            } else if (separator != ';') {
                return null;
            }
        }
    }

    private static int afterBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static String value(Matcher pair) {
        String token = pair.group(2);
        return token == null ? ESCAPED.matcher(pair.group(3)).replaceAll("$1") : token;
    }

    @Override
    int size() {
        return Math.min(hops.size(), MOST);
    }

    @Override
    @Nullable
    String writtenAddress(int i) {
        return hops.get(i).node();
    }

    @Override
    @Nullable
    String writtenScheme(int i) {
        return i < size() ? hops.get(i).parameters.get("proto") : null;
    }

    @Override
    @Nullable
    String writtenHost(int i) {
        return i < size() ? hops.get(i).parameters.get("host") : null;
    }

    @Override
    @Nullable
    String writtenPort(int i) {
        return null;
    }

    /** One element. */
    private static final class Hop {
        private final Map<String, String> parameters = new HashMap<>(8);

        /** False for a parameter that is there twice (RFC 7239 4). */
        boolean take(String name, String value) {
            return parameters.put(name.toLowerCase(Locale.ROOT), value) == null;
        }

        /** RFC 7239 6: an IPv6 address has brackets, always. */
        @Nullable
        String node() {
            String node = parameters.get("for");
            boolean bare = node != null && !node.startsWith("[") && node.indexOf(':') != node.lastIndexOf(':');
            return bare ? null : node;
        }
    }
}
