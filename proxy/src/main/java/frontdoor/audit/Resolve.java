package frontdoor.audit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * An address that is known without asking a name server, as curl's {@code --resolve} has it.
 *
 * @param host in lower case, or {@code *} for every host
 * @param port that is asked for, 1 to 65535
 * @param to where to connect instead
 */
public record Resolve(String host, int port, InetSocketAddress to) {
    private static final String SHAPE = " is not HOST:PORT:ADDR; write example.com:443:127.0.0.1, or"
            + " example.com:443:127.0.0.1:8443 where another port is to be used";

    /**
     * Reads {@code HOST:PORT:ADDR} or {@code HOST:PORT:ADDR:PORT}; an IPv6 address is in brackets where a port follows.
     *
     * @throws IllegalArgumentException if it is anything else; the message says what to write
     */
    public static Resolve parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 3 || parts[0].isEmpty()) {
            throw new IllegalArgumentException(text + SHAPE);
        }
        int port = port(text, parts[1]);
        String address = parts[2];
        int end = address.startsWith("[") ? address.indexOf(']') + 1 : endOfName(address);
        String literal = address.startsWith("[") && end > 1 ? address.substring(1, end - 1) : address.substring(0, end);
        String rest = address.substring(end);
        if (!rest.isEmpty() && !rest.startsWith(":")) {
            throw new IllegalArgumentException(text + SHAPE);
        }
        try {
            return new Resolve(
                    parts[0].toLowerCase(Locale.ROOT),
                    port,
                    new InetSocketAddress(
                            InetAddress.ofLiteral(literal), rest.isEmpty() ? port : port(text, rest.substring(1))));
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalArgumentException(text + SHAPE, noAddress);
        }
    }

    /** An IPv4 address ends before its port; an IPv6 address without brackets has none. */
    private static int endOfName(String address) {
        int colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':') ? colon : address.length();
    }

    private static int port(String text, String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException(text + SHAPE);
        }
        return Integer.parseInt(digits);
    }

    boolean fits(String asked, int askedPort) {
        return port == askedPort && (host.equals("*") || host.equals(asked));
    }
}
