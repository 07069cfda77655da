package frontdoor.heads;

import frontdoor.config.CookieAttributes;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates Domain and Path of cookies, and adds SameSite and HttpOnly, as an operator asks (RFC 6265bis 5.6). */
final class CookieAttributeRepair implements ResponseRule {
    private final CookieAttributes wanted;
    /** The longest first. */
    private final List<Map.Entry<String, String>> paths;

    CookieAttributeRepair(CookieAttributes wanted) {
        this.wanted = wanted;
        this.paths = wanted.paths().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, String> path) ->
                                path.getKey().length())
                        .reversed())
                .toList();
    }

    @Override
    public void apply(Fields response, RuledExchange exchange) {
        for (int i = response.find(FieldName.SET_COOKIE, 0); i >= 0; i = response.find(FieldName.SET_COOKIE, i + 1)) {
            String cookie = response.value(i);
            String mended = mended(cookie);
            if (!mended.equals(cookie)) {
                int name = Math.max(0, cookie.split(";", 2)[0].indexOf('='));
                int start = response.valueStart(i);
                response.setValue(i, Octets.of(mended));
                exchange.onMasked(MaskedFault.Kind.COOKIE_ATTRIBUTE, response.bytes(), start, name);
            }
        }
    }

    /** The cookie as it should be. */
    String mended(String cookie) {
        String[] parts = cookie.split(";", -1);
        StringBuilder out = new StringBuilder(parts[0]);
        boolean sameSite = false;
        boolean httpOnly = false;
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
            sameSite |= name.equals("samesite");
            httpOnly |= name.equals("httponly");
            String other = switch (name) {
                case "domain" -> domain(value);
                case "path" -> path(value);
                default -> null;
            };
            if (other == null) {
                out.append(';').append(parts[i]);
            } else if (!other.isEmpty()) {
                out.append("; ")
                        .append(parts[i].substring(0, equals).strip())
                        .append('=')
                        .append(other);
            }
        }
        if (!sameSite) {
            wanted.sameSite().ifPresent(word -> out.append("; SameSite=").append(word));
        }
        return wanted.httpOnly() && !httpOnly ? out.append("; HttpOnly").toString() : out.toString();
    }

    /** What comes in its place: empty for nothing at all, null where it stays. */
    private @Nullable String domain(String value) {
        String plain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
        return wanted.domains().get(plain);
    }

    private @Nullable String path(String value) {
        return paths.stream()
                .filter(path -> value.startsWith(path.getKey()))
                .findFirst()
                .map(path -> path.getValue() + value.substring(path.getKey().length()))
                .orElse(null);
    }
}
