package frontdoor.audit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another server to connect to, as curl's {@code --connect-to} has it: names and policies are those of the host all the same.
 *
 * @param host that is asked for, in lower case; empty for every host
 * @param port that is asked for; 0 for every port
 * @param toHost name or address to connect to instead; empty for the host itself
 * @param toPort port to connect to instead; 0 for the port itself
 */
public record ConnectTo(String host, int port, String toHost, int toPort) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern SHAPE =
            Pattern.compile("(\\[[^\\]]*]|[^:\\[]*):(\\d{0,5}):(\\[[^\\]]*]|[^:\\[]*):(\\d{0,5})");

    /**
     * Reads {@code HOST:PORT:ADDR:PORT}; an IPv6 address is in brackets.
     *
     * @throws IllegalArgumentException if it is anything else; the message says what to write
     */
    public static ConnectTo parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches() || port(parts.group(2)) > MAX_PORT || port(parts.group(4)) > MAX_PORT) {
            throw new IllegalArgumentException(
                    text
                            + " is not HOST:PORT:ADDR:PORT; write example.com:443:127.0.0.1:8443, any part of which may be empty");
        }
        return new ConnectTo(
                parts.group(1).toLowerCase(Locale.ROOT), port(parts.group(2)), parts.group(3), port(parts.group(4)));
    }

    private static int port(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    boolean fits(String asked, int askedPort) {
        return (host.isEmpty() || host.equals(asked)) && (port == 0 || port == askedPort);
    }

    String host(String asked) {
        return toHost.isEmpty() ? asked : toHost;
    }

    int port(int asked) {
        return toPort == 0 ? asked : toPort;
    }
}
