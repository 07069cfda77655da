package frontdoor.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A place where lines go: a stream of the process, a file.
 *
 * <h2>Threads</h2>
 *
 * Confined to the thread of its {@link LineWriter}, which it may stop for as long as it likes.
 */
public interface LineOutput {
    /** Writes all that remains of {@code octets}, or fails with a part of it written. Borrows {@code octets} for the call. */
    void write(ByteBuffer octets) throws IOException;

    /** Lets go of what is open; the next write opens it anew. */
    void close() throws IOException;
}
