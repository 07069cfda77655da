package frontdoor.multiplex;

import frontdoor.http.Octets;
import io.netty.util.AsciiString;

/** The syntax of fields in HTTP/2 and 3 (RFC 9113 8.2.1, RFC 9114 4.2), of requests and responses alike. */
public final class FieldSyntax {
    private FieldSyntax() {}

    /** Whether {@code name} is a token in lower case. */
    public static boolean isLowerToken(AsciiString name) {
        byte[] bytes = name.array();
        int end = name.arrayOffset() + name.length();
        for (int i = name.arrayOffset(); i < end; i++) {
            byte b = bytes[i];
            if (!Octets.isTchar(b) || b >= 'A' && b <= 'Z') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether {@code value} has no control octets, and no blanks at its ends. */
    public static boolean isValue(AsciiString value) {
        byte[] bytes = value.array();
        int start = value.arrayOffset();
        int end = start + value.length();
        for (int i = start; i < end; i++) {
            if (!Octets.isFieldValueOctet(bytes[i])) {
                return false;
            }
        }
        return start == end || !Octets.isBlank(bytes[start]) && !Octets.isBlank(bytes[end - 1]);
    }
}
