package frontdoor.hosts;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How names of certificates and of clients are compared (RFC 9525 6.3; RFC 6066 3). */
public final class HostNames {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private HostNames() {}

    /** Lower case, without one trailing dot; an IPv6 address without brackets and in the JDK's one spelling. */
    public static String normalise(String host) {
        if (host.indexOf(':') >= 0) {
            return normaliseIpv6(host);
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    /** The wildcard that would cover {@code name}: the leftmost label alone is replaced; null for a name of one label. */
    public static @Nullable String wildcardOf(String name) {
        int dot = name.indexOf('.');
        boolean twoLabels = dot > 0 && dot < name.length() - 1;
        return twoLabels ? "*" + name.substring(dot) : null;
    }

    /** Whether {@code name}, already normalised, is made of labels as host names have them; underscores occur in the field. */
    public static boolean isHostName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == labelStart || i - labelStart > MAX_LABEL) {
                    return false;
                }
                labelStart = i + 1;
            } else if (!isLabelCharacter(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabelCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static String normaliseIpv6(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String literal = bracketed ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(literal).getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return literal.toLowerCase(Locale.ROOT);
        }
    }
}
