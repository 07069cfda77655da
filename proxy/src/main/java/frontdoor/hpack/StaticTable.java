package frontdoor.hpack;

import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The part of HPACK's static table that is used here (RFC 7541 appendix A). */
@SuppressWarnings("EnumOrdinal") // The ordinals never leave the memory of one process.
public final class StaticTable {
    /** The first entry named {@code :status}; those for 200, 204, 206, 304, 400, 404 and 500 follow each other from it. */
    public static final int STATUS = 8;

    public static final int AUTHORITY = 1;
    public static final int METHOD_GET = 2;
    public static final int METHOD_POST = 3;
    public static final int PATH_ROOT = 4;
    public static final int SCHEME_HTTP = 6;
    public static final int SCHEME_HTTPS = 7;
    public static final int CONTENT_LENGTH = 28;
    public static final int STRICT_TRANSPORT_SECURITY = 56;

    private static final List<Integer> STATUSES = List.of(200, 204, 206, 304, 400, 404, 500);
    private static final Map<FieldName, Integer> NAMES = new EnumMap<>(Map.ofEntries(
            Map.entry(FieldName.ALLOW, 22),
            Map.entry(FieldName.CACHE_CONTROL, 24),
            Map.entry(FieldName.CONTENT_LENGTH, CONTENT_LENGTH),
            Map.entry(FieldName.CONTENT_LOCATION, 29),
            Map.entry(FieldName.CONTENT_TYPE, 31),
            Map.entry(FieldName.DATE, 33),
            Map.entry(FieldName.LINK, 45),
            Map.entry(FieldName.LOCATION, 46),
            Map.entry(FieldName.PROXY_AUTHENTICATE, 48),
            Map.entry(FieldName.RETRY_AFTER, 53),
            Map.entry(FieldName.SERVER, 54),
            Map.entry(FieldName.SET_COOKIE, 55),
            Map.entry(FieldName.STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY),
            Map.entry(FieldName.VIA, 60)));

    private static final int[] NAME_INDEX = new int[FieldName.values().length];
    private static final Unlisted[][] UNLISTED = new Unlisted[64][];

    static {
        NAMES.forEach((name, index) -> NAME_INDEX[name.ordinal()] = index);
        unlisted("accept-ranges", 18);
        unlisted("access-control-allow-origin", 20);
        unlisted("age", 21);
        unlisted("content-disposition", 25);
        unlisted("content-encoding", 26);
        unlisted("content-language", 27);
        unlisted("content-range", 30);
        unlisted("etag", 34);
        unlisted("expires", 36);
        unlisted("last-modified", 44);
        unlisted("vary", 59);
        unlisted("www-authenticate", 61);
    }

    private StaticTable() {}

    private static final class Unlisted {
        private final byte[] name;
        private final int index;

        Unlisted(byte[] name, int index) {
            this.name = name;
            this.index = index;
        }
    }

    private static void unlisted(String name, int index) {
        Unlisted[] before = UNLISTED[name.length()];
        Unlisted[] after = before == null ? new Unlisted[1] : Arrays.copyOf(before, before.length + 1);
        after[after.length - 1] = new Unlisted(Octets.of(name), index);
        UNLISTED[name.length()] = after;
    }

    /** The index of an entry with this name, or 0. */
    static int find(FieldName known, byte[] bytes, int start, int length) {
        if (known != FieldName.OTHER) {
            return NAME_INDEX[known.ordinal()];
        }
        Unlisted[] candidates = length < UNLISTED.length ? UNLISTED[length] : null;
        if (candidates != null) {
            for (Unlisted candidate : candidates) {
                if (Octets.equalIgnoreCase(bytes, start, length, candidate.name)) {
                    return candidate.index;
                }
            }
        }
        return 0;
    }

    /** The index of the entry that is this status, or 0. */
    public static int findStatus(int status) {
        int at = STATUSES.indexOf(status);
        return at < 0 ? 0 : STATUS + at;
    }
}
