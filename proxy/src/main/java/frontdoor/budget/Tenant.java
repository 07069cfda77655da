package frontdoor.budget;

/**
 * One client in the {@link Room} of an event loop: what requests of all its connections there keep.
 *
 * <h2>Threads</h2>
 *
 * Confined to that event loop.
 */
public final class Tenant {
    private final Room room;
    private final Object client;
    private long octets;
    private int connections;

    Tenant(Room room, Object client) {
        this.room = room;
        this.client = client;
    }

    void enter() {
        connections++;
    }

    /** A request keeps {@code octets} of the heap, or, if negative, no longer does. */
    public void onHead(int octets) {
        long before = this.octets;
        this.octets += octets;
        room.onHead(octets, before > 0, this.octets > 0);
        forgetIfGone();
    }

    /** One of its connections has ended; what requests of it keep may still be given back. */
    public void leave() {
        connections--;
        forgetIfGone();
    }

    private void forgetIfGone() {
        if (connections == 0 && octets == 0) {
            room.forget(client);
        }
    }

    /** Octets that its requests keep. */
    long octets() {
        return octets;
    }
}
