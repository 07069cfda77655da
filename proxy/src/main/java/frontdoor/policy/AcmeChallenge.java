package frontdoor.policy;

import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/**
 * The requests by which an issuer of certificates finds out whose a host is (RFC 8555 8.3). It asks from anywhere and cannot log in, and a host
 * that it does not reach has no certificate one day: so maintenance, access rules and logins let these pass, and nothing else that begins so.
 */
public final class AcmeChallenge {
    private static final byte[] PATH = Octets.of("/.well-known/acme-challenge/");

    private AcmeChallenge() {}

    /** Whether {@code request} asks for the answer to a challenge: asked only where something would keep it out. */
    public static boolean isAskedFor(RequestHead request) {
        return (request.method() == Method.GET || request.method() == Method.HEAD)
                && isChallenge(request.fields().bytes(), request.targetStart(), request.targetLength());
    }

    /** The token is of base64url: a dot, a slash or an escape behind the path might lead a backend anywhere. */
    private static boolean isChallenge(byte[] octets, int start, int length) {
        if (length <= PATH.length || !Octets.equal(octets, start, PATH.length, PATH)) {
            return false;
        }
        for (int i = start + PATH.length; i < start + length; i++) {
            byte b = octets[i];
            boolean token =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_';
            if (!token) {
                return false;
            }
        }
        return true;
    }
}
