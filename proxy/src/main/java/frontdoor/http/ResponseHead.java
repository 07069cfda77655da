package frontdoor.http;

/**
 * The head of a response, read from an upstream or made by the proxy.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange; reused by its owner after the exchange has ended.
 */
public final class ResponseHead {
    /** {@link #bodyLength()} of a body whose end is told by the framing alone. */
    public static final long UNKNOWN_LENGTH = -1;

    private final Fields fields = new Fields(1024);
    private int status;
    private int reasonStart;
    private int reasonLength;
    private long bodyLength;
    private boolean last;
    private boolean tunnel;

    /** Forgets everything and takes another status. */
    public void reset(int status) {
        fields.clear();
        this.status = status;
        reasonStart = 0;
        reasonLength = 0;
        bodyLength = 0;
        last = false;
        tunnel = false;
    }

    /** The header fields; Content-Length and Transfer-Encoding are told by {@link #bodyLength()} and are not among them. */
    public Fields fields() {
        return fields;
    }

    /** The status code, 100 to 599. */
    public int status() {
        return status;
    }

    /** Sets the status code of a head that is being read: its octets stand in {@link #fields()} already. */
    public void setStatus(int status) {
        this.status = status;
    }

    /** Where the reason phrase starts in the octets of {@link #fields()}. */
    public int reasonStart() {
        return reasonStart;
    }

    /** How many octets the reason phrase has, 0 if there is none: then the standard phrase is written. */
    public int reasonLength() {
        return reasonLength;
    }

    /** Sets the reason phrase from octets of {@link #fields()}. */
    public void setReason(int start, int length) {
        reasonStart = start;
        reasonLength = length;
    }

    /**
     * Octets of the body as the head announces them, {@link #UNKNOWN_LENGTH} if the framing tells its end. For an answer to HEAD and for
     * 304 it is what Content-Length said, although no body follows; 0 for 1xx and 204.
     */
    public long bodyLength() {
        return bodyLength;
    }

    /** Sets the length of the body. */
    public void setBodyLength(long bodyLength) {
        this.bodyLength = bodyLength;
    }

    /** Whether the connection has to end after this response; of HTTP/1 only. */
    public boolean last() {
        return last;
    }

    /** Ends the connection after this response. */
    public void setLast() {
        last = true;
    }

    /** Whether both directions are raw octets from here on: 101 over HTTP/1.1, 200 to the extended CONNECT of HTTP/2 and 3 (RFC 8441 5). */
    public boolean tunnel() {
        return tunnel;
    }

    /** Makes a tunnel of what follows. */
    public void setTunnel() {
        tunnel = true;
    }

    /** Whether this is an interim answer (1xx) that another head follows; 101 is final. */
    public boolean interim() {
        return status < 200 && status != 101;
    }
}
