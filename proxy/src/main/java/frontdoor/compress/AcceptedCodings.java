package frontdoor.compress;

import frontdoor.http.Octets;

/** Elements of an Accept-Encoding field as octets: a name and its weight (RFC 9110 12.4.2). Reading them allocates nothing. */
final class AcceptedCodings {
    private static final int MOST = 1000;
    private static final int MOST_DIGITS = 3;

    private AcceptedCodings() {}

    /** Where what begins at {@code start} ends: at the next {@code separator}, or at {@code end}. */
    static int endOf(byte[] bytes, int start, int end, char separator) {
        int at = start;
        while (at < end && bytes[at] != separator) {
            at++;
        }
        return at;
    }

    /** Whether the element has this name, which is in lower case. */
    static boolean isNamed(byte[] bytes, int start, int end, byte[] name) {
        int from = start;
        int to = endOf(bytes, start, end, ';');
        while (from < to && Octets.isBlank(bytes[from])) {
            from++;
        }
        while (to > from && Octets.isBlank(bytes[to - 1])) {
            to--;
        }
        return Octets.equalIgnoreCase(bytes, from, to - from, name);
    }

    /** The weight of the element in thousandths; 1000 where there is none, 0 where it is none. */
    static int thousandths(byte[] bytes, int start, int end) {
        for (int at = endOf(bytes, start, end, ';'); at < end; at = endOf(bytes, at + 1, end, ';')) {
            int from = at + 1;
            while (from < end && Octets.isBlank(bytes[from])) {
                from++;
            }
            if (from + 1 < end && Octets.lower(bytes[from]) == 'q' && bytes[from + 1] == '=') {
                return weight(bytes, from + 2, endOf(bytes, from, end, ';'));
            }
        }
        return MOST;
    }

    private static int weight(byte[] bytes, int start, int end) {
        int to = end;
        while (to > start && Octets.isBlank(bytes[to - 1])) {
            to--;
        }
        if (to == start || bytes[start] < '0' || bytes[start] > '9' || to > start + 1 && bytes[start + 1] != '.') {
            return 0;
        }
        int weight = bytes[start] - '0';
        for (int digit = 0; digit < MOST_DIGITS; digit++) {
            int at = start + 2 + digit;
            int value = at < to ? bytes[at] - '0' : 0;
            if (value < 0 || value > 9) {
                return 0;
            }
            weight = 10 * weight + value;
        }
        return Math.min(weight, MOST);
    }
}
