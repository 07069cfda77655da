package frontdoor.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address as a browser shows it.
 *
 * @param secure whether it is https
 * @param authority its host, and its port if it names one other than the scheme's own
 * @param target path and query; starts with {@code /}
 */
public record Url(boolean secure, Authority authority, String target) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The root of a host as it is configured; {@code *} and wildcards are as good as a name here. */
    public static Url root(boolean secure, String host, int port) {
        int own = secure ? HTTPS_PORT : HTTP_PORT;
        return new Url(secure, new Authority(host, port == own ? Authority.NO_PORT : port), "/");
    }

    /**
     * Reads an absolute http or https URL; null if it is anything else. A fragment, which is never sent, is left out; a host may be a
     * pattern as it is configured.
     */
    public static @Nullable Url parse(String text) {
        int scheme = text.indexOf("://");
        String name = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            return null;
        }
        String rest = text.substring(scheme + 3);
        int fragment = rest.indexOf('#');
        String sent = fragment < 0 ? rest : rest.substring(0, fragment);
        int end = 0;
        while (end < sent.length() && sent.charAt(end) != '/' && sent.charAt(end) != '?') {
            end++;
        }
        Authority authority = authority(sent.substring(0, end));
        String target = sent.substring(end);
        if (authority == null || !isPrintable(target)) {
            return null;
        }
        return of(name.equals("https"), authority, target.startsWith("/") ? target : "/" + target);
    }

    private static boolean isPrintable(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= 0x20 || target.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Authority authority(String text) {
        boolean pattern = text.startsWith("*");
        byte[] host = Octets.of(pattern ? "x" + text.substring(1) : text);
        Authority parsed = Authority.parse(host, 0, host.length);
        return parsed == null || !pattern
                ? parsed
                : new Authority("*" + parsed.host().substring(1), parsed.port());
    }

    private static Url of(boolean secure, Authority authority, String target) {
        int own = secure ? HTTPS_PORT : HTTP_PORT;
        boolean plain = authority.port() == own;
        return new Url(secure, plain ? new Authority(authority.host(), Authority.NO_PORT) : authority, target);
    }

    /** The port a browser connects to. */
    public int port() {
        int own = secure ? HTTPS_PORT : HTTP_PORT;
        return authority.port() == Authority.NO_PORT ? own : authority.port();
    }

    /** The host in lower case; an IPv6 address in brackets. */
    public String host() {
        return authority.host();
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority + target;
    }
}
