package frontdoor.discovery;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Gathers the body of one report, at most {@link #MAX} octets.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop.
 *
 * <h2>Closing</h2>
 *
 * Exactly once, by {@link #complete} or {@link #close}.
 */
public final class ReportBody {
    /** Octets of the largest report that is read. */
    public static final int MAX = 64 * 1024;

    private static final int FIRST = 2048;

    private final ReportIntake intake;
    private final long epochSecond;
    private byte[] octets = new byte[FIRST];
    private int length;

    ReportBody(ReportIntake intake, long epochSecond) {
        this.intake = intake;
        this.epochSecond = epochSecond;
    }

    /** Adds a piece; false if that makes it too large. Borrows {@code data} for the call. */
    public boolean add(ByteBuf data) {
        int more = data.readableBytes();
        if (more > MAX - length) {
            intake.onTooLarge();
            return false;
        }
        if (more > octets.length - length) {
            octets = Arrays.copyOf(octets, Math.min(MAX, Math.max(length + more, octets.length * 2)));
        }
        data.readBytes(octets, length, more);
        length += more;
        return true;
    }

    /**
     * It is whole, and will be read on another thread.
     *
     * @param site of the host it was sent to
     * @param host the only one it is believed about
     * @param origin the value of its Origin field, or empty
     */
    public void complete(String site, String host, String origin) {
        intake.onClosed();
        intake.onComplete(new ReceivedReport(site, host, origin, Arrays.copyOf(octets, length), epochSecond));
    }

    /** Its end will not come, or is not wanted. */
    public void close() {
        intake.onClosed();
    }
}
