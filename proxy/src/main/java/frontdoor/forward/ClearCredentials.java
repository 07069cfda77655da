package frontdoor.forward;

import frontdoor.http.Credential;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Finds which kinds of credentials a request carries; for requests in the clear, whose credentials have leaked. Never looks at values. */
final class ClearCredentials {
    private static final Set<String> FIELDS = Set.of(
            "api-key",
            "apikey",
            "ocp-apim-subscription-key",
            "private-token",
            "x-access-token",
            "x-amz-security-token",
            "x-api-key",
            "x-apikey",
            "x-api-token",
            "x-auth-key",
            "x-auth-token",
            "x-functions-key",
            "x-goog-api-key",
            "x-vault-token");
    private static final Set<String> PARAMETERS = Set.of(
            "access_token",
            "api-key",
            "api_key",
            "apikey",
            "auth_token",
            "client_secret",
            "passwd",
            "password",
            "token",
            "x-amz-signature");

    private ClearCredentials() {}

    static Set<Credential> find(RequestHead request) {
        Set<Credential> found = EnumSet.noneOf(Credential.class);
        Fields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isRemoved(i)) {
                continue;
            }
            switch (fields.name(i)) {
                case AUTHORIZATION, PROXY_AUTHORIZATION -> found.add(Credential.AUTHORIZATION);
                case COOKIE -> found.add(Credential.COOKIE);
                case OTHER -> {
                    if (FIELDS.contains(fields.nameText(i).toLowerCase(Locale.ROOT))) {
                        found.add(Credential.API_KEY);
                    }
                }
                default -> {}
            }
        }
        if (queryHoldsOne(request)) {
            found.add(Credential.QUERY);
        }
        return found;
    }

    private static boolean queryHoldsOne(RequestHead request) {
        byte[] bytes = request.fields().bytes();
        int end = request.targetStart() + request.targetLength();
        int at = next(bytes, request.targetStart(), end, '?');
        while (at < end) {
            int parameter = at + 1;
            int after = next(bytes, parameter, end, '&');
            int equals = next(bytes, parameter, after, '=');
            String name = Octets.text(bytes, parameter, equals - parameter);
            if (equals < after && PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
            at = after;
        }
        return false;
    }

    private static int next(byte[] bytes, int from, int end, char wanted) {
        int at = from;
        while (at < end && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
