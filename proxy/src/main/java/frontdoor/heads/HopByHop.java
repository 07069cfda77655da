package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;

/** Takes out what concerns one connection only (RFC 9110 7.6.1). */
public final class HopByHop {
    private HopByHop() {}

    /**
     * Takes out Connection and every field it nominates, before the proxy adds its own, so that no peer can take those away.
     *
     * @return false if something was nominated that no sender may nominate, which stays: a request like that must not be forwarded
     */
    public static boolean strip(Fields fields) {
        boolean good = true;
        for (int i = fields.find(FieldName.CONNECTION, 0); i >= 0; i = fields.find(FieldName.CONNECTION, i + 1)) {
            good &= stripNominated(fields, fields.valueStart(i), fields.valueStart(i) + fields.valueLength(i));
            fields.remove(i);
        }
        return good;
    }

    private static boolean stripNominated(Fields fields, int from, int end) {
        boolean good = true;
        int start = from;
        while (start < end) {
            int comma = start;
            while (comma < end && fields.bytes()[comma] != ',') {
                comma++;
            }
            good &= stripOption(fields, start, comma);
            start = comma + 1;
        }
        return good;
    }

    private static boolean stripOption(Fields fields, int from, int to) {
        byte[] bytes = fields.bytes();
        int start = from;
        int end = to;
        while (start < end && Octets.isBlank(bytes[start])) {
            start++;
        }
        while (end > start && Octets.isBlank(bytes[end - 1])) {
            end--;
        }
        FieldName name = FieldName.of(bytes, start, end - start);
        switch (name) {
            case HOST, CONTENT_LENGTH, TRANSFER_ENCODING, COOKIE, AUTHORIZATION, CACHE_CONTROL -> {
                return false;
            }
            // It is ours by now, whatever the client calls it.
            case X_REQUEST_ID -> {}
            case OTHER -> stripNamed(fields, start, end - start);
            default -> {
                if (name != FieldName.CONNECTION) {
                    fields.removeAll(name);
                }
            }
        }
        return true;
    }

    private static void stripNamed(Fields fields, int start, int length) {
        for (int i = fields.find(FieldName.OTHER, 0); i >= 0; i = fields.find(FieldName.OTHER, i + 1)) {
            if (sameName(fields, i, start, length)) {
                fields.remove(i);
            }
        }
    }

    private static boolean sameName(Fields fields, int i, int start, int length) {
        if (fields.nameLength(i) != length) {
            return false;
        }
        byte[] bytes = fields.bytes();
        for (int at = 0; at < length; at++) {
            if (Octets.lower(bytes[fields.nameStart(i) + at]) != Octets.lower(bytes[start + at])) {
                return false;
            }
        }
        return true;
    }
}
