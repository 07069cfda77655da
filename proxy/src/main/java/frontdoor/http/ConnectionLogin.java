package frontdoor.http;

/**
 * The logins that belong to a connection instead of a request: NTLM, Negotiate and their kin (RFC 4559 6). Whoever speaks on a connection
 * after one is taken for the user who logged in.
 *
 * <p>A name is found wherever it stands as a word: what is taken for a login and is none costs a connection, the opposite an identity.
 */
public final class ConnectionLogin {
    /** An answer's offer of such a login. */
    public enum Offer {
        /** Nothing. */
        NONE,
        /** The connection takes one, or keeps the one it has. */
        OFFERED,
        /** The handshake is under way, or has just ended: what was said is about this connection alone. */
        TOKEN
    }

    private static final byte[][] SCHEMES = {
        Octets.of("ntlm"), Octets.of("negotiate"), Octets.of("kerberos"), Octets.of("nego2")
    };
    private static final byte[] TRUE = Octets.of("true");

    private ConnectionLogin() {}

    /** Whether a request's Authorization is of such a scheme. */
    public static boolean isIn(Fields request) {
        for (int i = request.find(FieldName.AUTHORIZATION, 0);
                i >= 0;
                i = request.find(FieldName.AUTHORIZATION, i + 1)) {
            byte[] bytes = request.bytes();
            int end = request.valueStart(i) + request.valueLength(i);
            int start = request.valueStart(i);
            while (start < end && !Octets.isTchar(bytes[start])) {
                start++;
            }
            if (isScheme(bytes, start, wordEnd(bytes, start, end))) {
                return true;
            }
        }
        return false;
    }

    /** What the fields of an answer say, whatever its status. */
    public static Offer find(Fields response) {
        Offer found = Offer.NONE;
        for (int i = 0; i < response.size() && found != Offer.TOKEN; i++) {
            if (response.isRemoved(i)) {
                continue;
            }
            switch (response.name(i)) {
                case WWW_AUTHENTICATE, PROXY_AUTHENTICATE, AUTHENTICATION_INFO, PROXY_AUTHENTICATION_INFO -> {
                    Offer offer = find(response, i);
                    found = offer == Offer.NONE ? found : offer;
                }
                case PERSISTENT_AUTH -> found = response.valueIs(i, TRUE) ? Offer.OFFERED : found;
                default -> {}
            }
        }
        return found;
    }

    private static Offer find(Fields response, int i) {
        byte[] bytes = response.bytes();
        int end = response.valueStart(i) + response.valueLength(i);
        Offer found = Offer.NONE;
        int at = response.valueStart(i);
        while (at < end && found != Offer.TOKEN) {
            int after = wordEnd(bytes, at, end);
            if (isScheme(bytes, at, after)) {
                found = tokenFollows(bytes, after, end) ? Offer.TOKEN : Offer.OFFERED;
            }
            at = after + 1;
        }
        return found;
    }

    private static int wordEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isTchar(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isScheme(byte[] bytes, int start, int end) {
        for (byte[] scheme : SCHEMES) {
            if (Octets.equalIgnoreCase(bytes, start, end - start, scheme)) {
                return true;
            }
        }
        return false;
    }

    private static boolean tokenFollows(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isBlank(bytes[at])) {
            at++;
        }
        return at > from && at < end && bytes[at] != ',';
    }
}
