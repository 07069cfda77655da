package frontdoor.preflight;

/**
 * The name below which those names of a zone file are that have no dot at their end (RFC 1035 5.1).
 *
 * @param name with a dot at its end
 */
public record ZoneOrigin(String name) {
    /**
     * Reads the name of a zone, with or without a dot at its end; {@code .} is the root.
     *
     * @throws IllegalArgumentException if it is none; the message says so
     */
    public static ZoneOrigin parse(String text) {
        if (text.equals(".")) {
            return new ZoneOrigin(text);
        }
        if (HostNameReader.read(text) instanceof WrittenName.Host(String name) && !name.startsWith("*")) {
            return new ZoneOrigin(name + ".");
        }
        throw new IllegalArgumentException("'" + text + "' is no name of a zone; write example.com");
    }
}
