package frontdoor.heads;

import frontdoor.hosts.Addresses;
import frontdoor.http.Authority;
import frontdoor.http.Octets;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hops of a request as fields tell them, the last of them first; what is malformed tells nothing. */
abstract class HopList {
    /** Longer ways are those of whoever makes them up. */
    static final int MOST = 32;

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    /** How many addresses there are. */
    abstract int size();

    /** As hop {@code i} was written; null if it was not. */
    abstract @Nullable String writtenAddress(int i);

    abstract @Nullable String writtenScheme(int i);

    abstract @Nullable String writtenHost(int i);

    abstract @Nullable String writtenPort(int i);

    /** Who has come at hop {@code i}; null for one that is unknown, hidden or malformed. */
    final @Nullable InetAddress address(int i) {
        String written = writtenAddress(i);
        return written == null ? null : Addresses.parse(withoutPort(written)).orElse(null);
    }

    /** Some say the port too: {@code 192.0.2.7:4711}, {@code [2001:db8::7]:4711}. */
    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end > 0 && node.substring(end + 1).matches("(:\\d{1,5})?") ? node.substring(1, end) : "";
        }
        int colon = node.indexOf(':');
        boolean port = colon > 0
                && colon == node.lastIndexOf(':')
                && node.substring(colon + 1).matches("\\d{1,5}");
        return port ? node.substring(0, colon) : node;
    }

    /** In lower case; null for none that a client of this front door has. */
    final @Nullable String scheme(int i) {
        String written = writtenScheme(i);
        String scheme = written == null ? "" : written.toLowerCase(Locale.ROOT);
        return SCHEMES.contains(scheme) ? scheme : null;
    }

    final byte @Nullable [] host(int i) {
        String written = writtenHost(i);
        byte[] octets = written == null ? new byte[0] : Octets.of(written);
        Authority authority = octets.length == 0 ? null : Authority.parse(octets, 0, octets.length);
        return authority == null ? null : authority.octets();
    }

    final byte @Nullable [] port(int i) {
        String written = writtenPort(i);
        return written != null && written.matches("[1-9]\\d{0,4}") && Integer.parseInt(written) <= 65_535
                ? Octets.of(written)
                : null;
    }

    /** What {@code list}, the last first, says of hop {@code i}: one that is shorter has been written by fewer proxies, or by one alone. */
    static @Nullable String of(List<String> list, int i) {
        return list.isEmpty() ? null : list.get(Math.min(i, list.size() - 1));
    }
}
