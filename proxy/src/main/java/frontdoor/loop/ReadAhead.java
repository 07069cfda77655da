package frontdoor.loop;

/**
 * The octets that came after reading had been switched off. A transport may still deliver what it had begun to read; one that goes on
 * reading would fill the memory in a peer's name, so there is a bound, beyond which the connection ends.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class ReadAhead {
    /** Octets that may come unwanted: several reads of the largest receive buffer. */
    public static final int MOST = 256 * 1024;

    private int octets;

    /** {@code more} octets came, {@code wanted} or not; returns whether that is still to be borne. */
    public boolean add(int more, boolean wanted) {
        if (wanted) {
            octets = 0;
            return true;
        }
        octets += more;
        return octets <= MOST;
    }
}
