package frontdoor.heads;

import frontdoor.http.Credential;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds which kinds of credentials a request carries; for requests in the clear, whose credentials have leaked. Never looks at values. */
public final class ClearCredentials {
    private static final Set<Credential> NONE = Set.of();
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

    /** Looking a name up makes it a text first; most are too short or too long for that. */
    private static final int SHORTEST = Stream.of(FIELDS, PARAMETERS)
            .flatMap(Set::stream)
            .mapToInt(String::length)
            .min()
            .orElseThrow();

    private static final int LONGEST = Stream.of(FIELDS, PARAMETERS)
            .flatMap(Set::stream)
            .mapToInt(String::length)
            .max()
            .orElseThrow();

    private ClearCredentials() {}

    public static Set<Credential> find(RequestHead request) {
        Set<Credential> found = NONE;
        Fields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isRemoved(i)) {
                continue;
            }
            switch (fields.name(i)) {
                case AUTHORIZATION, PROXY_AUTHORIZATION -> found = with(found, Credential.AUTHORIZATION);
                case COOKIE -> found = with(found, Credential.COOKIE);
                case OTHER -> {
                    if (isAmong(FIELDS, fields.bytes(), fields.nameStart(i), fields.nameLength(i))) {
                        found = with(found, Credential.API_KEY);
                    }
                }
                default -> {}
            }
        }
        if (queryHoldsOne(request)) {
            found = with(found, Credential.QUERY);
        }
        return found;
    }

    private static Set<Credential> with(Set<Credential> found, Credential kind) {
        Set<Credential> more = found.isEmpty() ? EnumSet.noneOf(Credential.class) : found;
        more.add(kind);
        return more;
    }

    private static boolean isAmong(Set<String> names, byte[] bytes, int start, int length) {
        return length >= SHORTEST
                && length <= LONGEST
                && names.contains(Octets.text(bytes, start, length).toLowerCase(Locale.ROOT));
    }

    private static boolean queryHoldsOne(RequestHead request) {
        byte[] bytes = request.fields().bytes();
        int end = request.targetStart() + request.targetLength();
        int at = next(bytes, request.targetStart(), end, '?');
        while (at < end) {
            int parameter = at + 1;
            int after = next(bytes, parameter, end, '&');
            int equals = next(bytes, parameter, after, '=');
            if (equals < after && isAmong(PARAMETERS, bytes, parameter, equals - parameter)) {
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
