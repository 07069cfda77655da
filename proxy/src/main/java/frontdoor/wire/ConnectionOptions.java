package frontdoor.wire;

import frontdoor.http.Fields;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;

/** The options of the Connection fields of one head that the codec itself obeys (RFC 9110 7.6.1). */
final class ConnectionOptions {
    private static final byte[] CLOSE = Octets.of("close");
    private static final byte[] KEEP_ALIVE = Octets.of("keep-alive");
    private static final byte[] UPGRADE = Octets.of("upgrade");

    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;

    /** Prepares for the next head. */
    void reset() {
        close = false;
        keepAlive = false;
        upgrade = false;
    }

    /** Whether the connection persists (RFC 9112 9.3). */
    boolean persists(HttpVersion version) {
        return !close && (keepAlive || version != HttpVersion.HTTP_1_0);
    }

    /** Whether {@code upgrade} is among the options. */
    boolean upgrade() {
        return upgrade;
    }

    /** Reads one Connection field. What is no option we know is the business of whoever forwards the head. */
    void onConnection(Fields fields, int i) {
        byte[] bytes = fields.bytes();
        int end = fields.valueStart(i) + fields.valueLength(i);
        int start = fields.valueStart(i);
        while (start < end) {
            int comma = start;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int last = comma;
            while (last > start && Octets.isBlank(bytes[last - 1])) {
                last--;
            }
            onOption(bytes, start, last - start);
            start = Scan.blanks(bytes, Math.min(comma + 1, end), end);
        }
    }

    private void onOption(byte[] bytes, int start, int length) {
        close |= Octets.equalIgnoreCase(bytes, start, length, CLOSE);
        keepAlive |= Octets.equalIgnoreCase(bytes, start, length, KEEP_ALIVE);
        upgrade |= Octets.equalIgnoreCase(bytes, start, length, UPGRADE);
    }
}
