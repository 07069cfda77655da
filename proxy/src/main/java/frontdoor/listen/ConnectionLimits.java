package frontdoor.listen;

/**
 * How many client connections there may be; all positive.
 *
 * @param total open at once
 * @param perClient of one client
 * @param handshakes that have not sent a whole request yet
 * @param handshakesPerClient of one client that have not
 */
public record ConnectionLimits(int total, int perClient, int handshakes, int handshakesPerClient) {
    /** Below that nobody is kept from shaking hands while there is room for the connection. */
    private static final int FEW = 16;

    private static final int FEW_LEAVING = 8;

    /** No limit but that of the total. */
    public static ConnectionLimits of(int total) {
        return new ConnectionLimits(total, Integer.MAX_VALUE, handshakes(total), Integer.MAX_VALUE);
    }

    /** Connections that may be without a whole request at once where there are so many: half of them. Those who have shaken hands keep the other half. */
    public static int handshakes(int total) {
        return Math.max(total / 2, Math.min(total, FEW));
    }

    /** Connections that may take their time to end after they have made room for others; of more the first is cut. */
    int leaving() {
        return Math.max(total / 16, Math.min(total, FEW_LEAVING));
    }

    /** Connections that may be there at all: with those that are ending, and as many again that were cut and are not gone yet. */
    long most() {
        return total + 2L * leaving();
    }
}
