package frontdoor.hosts;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** IP addresses as text, without ever asking a resolver. */
public final class Addresses {
    private Addresses() {}

    /**
     * The address that {@code text} is: IPv4 in four parts, or IPv6 without brackets and without a zone. A part with a zero in front is none:
     * some would read it as octal (RFC 6943 3.1.1).
     */
    public static Optional<InetAddress> parse(String text) {
        boolean valid = (NetUtil.isValidIpV4Address(text) && !hasZeroInFront(text))
                || (text.indexOf('%') < 0 && NetUtil.isValidIpV6Address(text));
        return valid && !text.startsWith("[") ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
    }

    private static boolean hasZeroInFront(String parts) {
        for (int i = 0; i + 1 < parts.length(); i++) {
            boolean first = i == 0 || parts.charAt(i - 1) == '.';
            if (first && parts.charAt(i) == '0' && parts.charAt(i + 1) != '.') {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@code host}, as it stands in a URL or in a configuration, is an address: in brackets, or of digits and dots alone, which no
     * name is.
     */
    public static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** The address of a host that {@link #isHost is one}, as {@link #toHost} writes it; empty for a name. */
    public static Optional<InetAddress> ofHost(String host) {
        return parse(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
    }

    /** The name under which the zones of addresses have {@code address}, without a dot at the end (RFC 1035 3.5, RFC 3596 2.5). */
    public static String toReverseName(InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (address instanceof Inet6Address) {
                name.append(Character.forDigit(octet & 0xf, 16)).append('.');
                name.append(Character.forDigit(octet >> 4, 16)).append('.');
            } else {
                name.append(octet).append('.');
            }
        }
        return name.append(address instanceof Inet6Address ? "ip6.arpa" : "in-addr.arpa")
                .toString();
    }

    /** The address {@code text} as RFC 5952 writes it, {@code ::1}; what is none stays as it stands. */
    public static String shortest(String text) {
        return parse(text).map(NetUtil::toAddressString).orElse(text);
    }

    /** The address of these 4 or 16 octets as RFC 5952 writes it; IPv6 stays IPv6, also where it maps IPv4. */
    static String ofOctets(byte[] octets) {
        return NetUtil.bytesToIpAddress(octets);
    }

    /** As it stands in a URL: IPv6 in brackets, as RFC 5952 writes it. */
    public static String toHost(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
