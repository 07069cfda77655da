package frontdoor.policy;

import frontdoor.challenge.ChallengePath;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;

/**
 * The requests by which an authority finds out whose a host is (RFC 8555 8.3). It asks from anywhere and cannot log in, and a host that it
 * does not reach has no certificate one day: so maintenance, access rules and logins let these pass, and nothing else that begins so.
 */
public final class ChallengeRequest {
    private ChallengeRequest() {}

    /** Whether {@code request} asks for the answer to a challenge: asked only where something would keep it out. */
    public static boolean isOne(RequestHead request) {
        byte[] octets = request.fields().bytes();
        return (request.method() == Method.GET || request.method() == Method.HEAD)
                && ChallengePath.isBelow(octets, request.targetStart(), request.targetLength())
                && ChallengePath.token(octets, request.targetStart(), request.targetLength()) != null;
    }
}
