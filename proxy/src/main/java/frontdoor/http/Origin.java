package frontdoor.http;

/** An https origin, ready to be put before a path: {@code https://example.com} or {@code https://example.com:8443}. */
public final class Origin {
    private static final int HTTPS_PORT = 443;

    private final byte[] octets;

    private Origin(byte[] octets) {
        this.octets = octets;
    }

    /** The https origin of {@code host} on {@code port}, which is left out if it is 443 (RFC 9110 4.2.2). */
    public static Origin https(String host, int port) {
        return new Origin(Octets.of("https://" + host + (port == HTTPS_PORT ? "" : ":" + port)));
    }

    /** The octets. Shared, never to be changed. */
    public byte[] octets() {
        return octets;
    }

    @Override
    public String toString() {
        return Octets.text(octets, 0, octets.length);
    }
}
