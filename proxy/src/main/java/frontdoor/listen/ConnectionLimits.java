package frontdoor.listen;

/**
 * How many client connections there may be; all positive.
 *
 * @param total open at once
 * @param perClient of one client
 * @param handshakesPerClient of one client that have not sent a whole request yet
 */
public record ConnectionLimits(int total, int perClient, int handshakesPerClient) {
    /** Below that nobody is kept from shaking hands while there is room for the connection. */
    private static final int FEW = 16;

    /** No limit but that of the total. */
    public static ConnectionLimits of(int total) {
        return new ConnectionLimits(total, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Connections that may be without a whole request at once: half of all. Those who have shaken hands keep the other half. */
    int handshakes() {
        return Math.max(total / 2, Math.min(total, FEW));
    }
}
