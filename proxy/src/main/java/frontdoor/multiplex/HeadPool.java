package frontdoor.multiplex;

import frontdoor.http.RequestHead;
import java.util.ArrayDeque;

/** Heads of ended streams, kept for the next streams of the connection: their arrays are the largest thing that a stream needs. */
public final class HeadPool {
    private static final int MAX_HEADS = 16;
    private static final int MAX_OCTETS = 8 * 1024;

    private final ArrayDeque<RequestHead> heads = new ArrayDeque<>();

    /** A head with whatever an ended stream left in it. */
    public RequestHead take() {
        RequestHead head = heads.pollLast();
        return head == null ? new RequestHead() : head;
    }

    public void give(RequestHead head) {
        if (heads.size() < MAX_HEADS && head.fields().bytes().length <= MAX_OCTETS) {
            heads.addLast(head);
        }
    }
}
