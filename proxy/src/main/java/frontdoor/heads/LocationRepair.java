package frontdoor.heads;

import frontdoor.http.Authority;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.Origin;
import frontdoor.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Mends {@code Location: http://} of our own hosts, which a backend behind TLS writes because it sees plain HTTP; foreign hosts stay. */
public final class LocationRepair {
    private static final byte[] HTTP = Octets.of("http://");

    private LocationRepair() {}

    /** Mends field {@code i} if it needs it, and tells whether it did. */
    public static boolean repair(Fields fields, int i, Snapshot snapshot, @Nullable Authority asked) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        int from = start + HTTP.length;
        if (from >= end || !Octets.equalIgnoreCase(bytes, start, HTTP.length, HTTP)) {
            return false;
        }
        int rest = endOfAuthority(bytes, from, end);
        Authority authority = Authority.parse(bytes, from, rest - from);
        Origin origin = authority == null ? null : OwnHosts.secureOriginOf(authority, snapshot, asked);
        if (origin == null) {
            return false;
        }
        byte[] value = new byte[origin.octets().length + end - rest];
        System.arraycopy(origin.octets(), 0, value, 0, origin.octets().length);
        System.arraycopy(bytes, rest, value, origin.octets().length, end - rest);
        fields.setValue(i, value);
        return true;
    }

    private static int endOfAuthority(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        return at;
    }
}
