package frontdoor.http2;

/**
 * The streams that this side has reset lately: frames that the client sent before it knew are neither errors nor to be answered (RFC 9113
 * 5.4.2).
 */
final class RecentResets {
    private final int[] ids = new int[64];
    private int next;

    void add(int streamId) {
        ids[next] = streamId;
        next = (next + 1) % ids.length;
    }

    boolean contains(int streamId) {
        for (int id : ids) {
            if (id == streamId) {
                return true;
            }
        }
        return false;
    }
}
