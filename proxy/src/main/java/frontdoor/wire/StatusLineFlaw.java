package frontdoor.wire;

import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Rule;

/** Finds out what came instead of a status line: often another protocol. */
final class StatusLineFlaw {
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;
    private static final int SETTINGS = 4;

    private StatusLineFlaw() {}

    /** What is wrong with the octets of the block, which were refused as a status line. */
    static Flaw find(Fields fields) {
        byte[] bytes = fields.bytes();
        int end = fields.end();
        if (end >= 2 && (bytes[0] == TLS_ALERT || bytes[0] == TLS_HANDSHAKE) && bytes[1] == TLS_MAJOR) {
            return Flaw.of(Rule.TLS_SPOKEN);
        }
        if (end >= 5 && bytes[0] == 0 && bytes[1] == 0 && bytes[3] == SETTINGS && bytes[4] == 0) {
            return Flaw.of(Rule.HTTP_2_SPOKEN);
        }
        return Flaw.of(Greeting.begins(bytes, end) ? Rule.GREETING : Rule.STATUS_LINE, bytes, 0, lineEnd(bytes, end));
    }

    /** Where the first line of {@code bytes} ends, of which {@code end} are there. */
    static int lineEnd(byte[] bytes, int end) {
        int lineEnd = 0;
        while (lineEnd < end && bytes[lineEnd] != '\r' && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        return lineEnd;
    }
}
