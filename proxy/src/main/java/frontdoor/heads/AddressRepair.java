package frontdoor.heads;

import frontdoor.http.Authority;
import frontdoor.http.Octets;
import frontdoor.http.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Makes https addresses, as clients reach them, of those that a backend behind TLS writes: with http, because that is what it sees, with its own
 * port, which browsers with a policy would take for one of TLS, or with its own name. Foreign addresses stay.
 */
final class AddressRepair {
    private static final byte[] HTTP = Octets.of("http://");
    private static final byte[] HTTPS = Octets.of("https://");
    /** RFC 3986 4.2: a network-path reference, which has the scheme of whatever page it is on. */
    private static final byte[] ON_ANY_SCHEME = Octets.of("//");

    private final OwnHosts own;
    private final BackendSide backend;
    private final byte[] takenOff;

    AddressRepair(OwnHosts own, BackendSide backend) {
        this.own = own;
        this.backend = backend;
        this.takenOff = Octets.of(backend.takenOff());
    }

    /**
     * The address that replaces the one of these octets.
     *
     * @param asked the host of this request, or null
     * @return null if it is good as it is
     */
    byte @Nullable [] repaired(byte[] bytes, int start, int length, @Nullable Authority asked) {
        byte[] scheme = schemeOf(bytes, start, length);
        if (scheme == null) {
            return null;
        }
        int end = start + length;
        int from = start + scheme.length;
        int rest = endOfAuthority(bytes, from, end);
        Authority authority = Authority.parse(bytes, from, rest - from);
        if (authority == null) {
            return null;
        }
        // Without a scheme it is https already, but a port that is written may be that of plaintext.
        boolean secure = scheme == ON_ANY_SCHEME ? own.isPublicPort(authority) : scheme == HTTPS;
        Origin origin = own.originOf(authority, secure, asked, backend.ports());
        if (origin != null) {
            return joined(origin.octets(), new byte[0], bytes, rest, end);
        }
        Origin inFront = backend.isNamed(authority, scheme == HTTPS ? 443 : 80) && !own.isOwn(authority.host())
                ? own.originOfAsked(asked)
                : null;
        return inFront == null ? null : joined(inFront.octets(), takenOffBefore(bytes, rest, end), bytes, rest, end);
    }

    /** One of the three constants; null where the address is another or has no authority. */
    private static byte @Nullable [] schemeOf(byte[] bytes, int start, int length) {
        if (startsWith(bytes, start, length, HTTPS)) {
            return HTTPS;
        }
        if (startsWith(bytes, start, length, HTTP)) {
            return HTTP;
        }
        return startsWith(bytes, start, length, ON_ANY_SCHEME) ? ON_ANY_SCHEME : null;
    }

    private static boolean startsWith(byte[] bytes, int start, int length, byte[] scheme) {
        return length > scheme.length && Octets.equalIgnoreCase(bytes, start, scheme.length, scheme);
    }

    /** Whoever names itself knows nothing of the path that was taken off, unless it is there. */
    private byte[] takenOffBefore(byte[] bytes, int path, int end) {
        boolean known = end - path >= takenOff.length && Octets.equal(bytes, path, takenOff.length, takenOff);
        return known || path == end || bytes[path] != '/' ? new byte[0] : takenOff;
    }

    private static byte[] joined(byte[] origin, byte[] prefix, byte[] bytes, int rest, int end) {
        byte[] address = new byte[origin.length + prefix.length + end - rest];
        System.arraycopy(origin, 0, address, 0, origin.length);
        System.arraycopy(prefix, 0, address, origin.length, prefix.length);
        System.arraycopy(bytes, rest, address, origin.length + prefix.length, end - rest);
        return address;
    }

    private static int endOfAuthority(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        return at;
    }
}
