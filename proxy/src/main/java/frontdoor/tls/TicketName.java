package frontdoor.tls;

import java.nio.ByteBuffer;

/** The name of the key of a session ticket, with which the ticket begins (RFC 5077 4): random, and the same for nobody else's keys. */
record TicketName(long first, long second) {
    static final int OCTETS = 2 * Long.BYTES;

    /** The name in {@link #OCTETS} octets. */
    static TicketName of(byte[] octets) {
        ByteBuffer name = ByteBuffer.wrap(octets);
        return new TicketName(name.getLong(), name.getLong());
    }
}
