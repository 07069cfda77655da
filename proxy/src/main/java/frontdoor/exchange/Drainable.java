package frontdoor.exchange;

/** A client connection that can be asked to come to its end. */
public interface Drainable {
    /**
     * Takes no further request: an idle connection closes now, a busy one when its exchanges have ended, and its client is told
     * ({@code Connection: close}, GOAWAY). Called on the connection's event loop; calling it again changes nothing.
     */
    void drain();

    /**
     * Takes one request more at the most, if it comes over HTTP/1, and no other connection is closed on one that is on its way; the client is
     * told as by {@link #drain}, which comes later. Called on the connection's event loop; calling it again changes nothing.
     */
    void retire();

    /** It is cut now, since the process ends and waits no longer: what is under way on it hears that. Called on the connection's event loop. */
    void onCut();
}
