package frontdoor.http;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The host and port that a request is for, validated and normalised: lower case, no trailing dot, an IPv6 address in brackets. */
public final class Authority {
    /** No port was named. */
    public static final int NO_PORT = -1;

    private static final int MAX_HOST = 255;

    private final String host;
    private final int port;
    private final byte[] octets;

    /**
     * An authority of these parts.
     *
     * @param host never empty, in lower case
     * @param port 0 to 65535, or {@link #NO_PORT}
     */
    public Authority(String host, int port) {
        this.host = host;
        this.port = port;
        this.octets = Octets.of(port == NO_PORT ? host : host + ":" + port);
    }

    /** The host in lower case. */
    public String host() {
        return host;
    }

    /** The port, 0 to 65535, or {@link #NO_PORT}. */
    public int port() {
        return port;
    }

    /** Host and port as they stand in a Host field. Shared, never to be changed. */
    public byte[] octets() {
        return octets;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Authority that && host.equals(that.host) && port == that.port;
    }

    @Override
    public int hashCode() {
        return host.hashCode() * 31 + port;
    }

    /**
     * Reads {@code uri-host [ ":" port ]} in the strict subset of RFC 3986 that host names in use need: letters, digits, {@code . _ ~ -},
     * or an IPv6 address in brackets.
     *
     * @return null if it is anything else, user information, percent-encoding, an empty host or an empty label included
     */
    public static @Nullable Authority parse(byte[] bytes, int start, int length) {
        if (length == 0) {
            return null;
        }
        return bytes[start] == '[' ? parseBracketed(bytes, start, length) : parseName(bytes, start, length);
    }

    private static @Nullable Authority parseName(byte[] bytes, int start, int length) {
        int end = start + length;
        int colon = start;
        while (colon < end && bytes[colon] != ':') {
            if (!isNameOctet(bytes[colon])) {
                return null;
            }
            if (bytes[colon] == '.' && (colon == start || bytes[colon - 1] == '.')) {
                return null;
            }
            colon++;
        }
        int hostEnd = colon > start && bytes[colon - 1] == '.' ? colon - 1 : colon;
        if (hostEnd == start || hostEnd - start > MAX_HOST) {
            return null;
        }
        return withPort(Octets.text(bytes, start, hostEnd - start).toLowerCase(Locale.ROOT), bytes, colon, end);
    }

    private static @Nullable Authority parseBracketed(byte[] bytes, int start, int length) {
        int end = start + length;
        int close = start + 1;
        while (close < end && bytes[close] != ']') {
            if (bytes[close] == '%') {
                return null;
            }
            close++;
        }
        if (close == end || close - start > 46) {
            return null;
        }
        String written = Octets.text(bytes, start + 1, close - start - 1);
        if (!NetUtil.isValidIpV6Address(written)) {
            return null;
        }
        // Netty reads addresses that map IPv4 (::ffff:192.0.2.1) only when asked to, and would then map all that embed
        // one.
        Inet6Address plain = NetUtil.getByName(written, false);
        Inet6Address address = plain == null ? NetUtil.getByName(written, true) : plain;
        if (address == null) {
            return null;
        }
        // One spelling per address (RFC 5952), as configured hosts have it.
        return withPort("[" + NetUtil.toAddressString(address) + "]", bytes, close + 1, end);
    }

    private static boolean isNameOctet(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '.'
                || b == '-'
                || b == '_'
                || b == '~';
    }

    private static @Nullable Authority withPort(String host, byte[] bytes, int colon, int end) {
        if (colon == end) {
            return new Authority(host, NO_PORT);
        }
        int digits = end - colon - 1;
        if (bytes[colon] != ':' || digits > 5) {
            return null;
        }
        if (digits == 0) {
            // RFC 3986 6.2.3: a colon with nothing behind it is a spelling of the same.
            return new Authority(host, NO_PORT);
        }
        int port = 0;
        for (int i = colon + 1; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return null;
            }
            port = port * 10 + bytes[i] - '0';
        }
        return port > 65535 ? null : new Authority(host, port);
    }

    /** Host and port as they stand in a Host field. */
    @Override
    public String toString() {
        return Octets.text(octets, 0, octets.length);
    }
}
