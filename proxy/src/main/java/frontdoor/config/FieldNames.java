package frontdoor.config;

import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import java.util.Optional;

/** The names of fields that a configuration may speak of, and why not the others. */
final class FieldNames {
    /** What is told of a text that no field can have as its name, as the end of a sentence that begins with it. */
    static final String NO_NAME = "is no name of a field; write one such as X-Frame-Options";

    private FieldNames() {}

    /** RFC 9110 5.1. */
    static boolean isName(String text) {
        return text.chars().allMatch(c -> c < 0x80) && Octets.isToken(Octets.of(text), 0, text.length());
    }

    /** Why a field of a request must not be changed, as the end of a sentence that begins with its name. */
    static Optional<String> wrongInRequest(String name) {
        return switch (known(name)) {
            case VIA ->
                Optional.of(
                        "cannot be changed: by it a request is known that has been here before (RFC 9110 7.6.3); remove it");
            case EXPECT -> Optional.of("cannot be changed: a client that waits for 100 gets it from here; remove it");
            case HOST -> Optional.empty();
            default -> wrong(name);
        };
    }

    /** The same of a response. */
    static Optional<String> wrongInResponse(String name) {
        return switch (known(name)) {
            case DATE -> Optional.of("cannot be changed: it says when the answer was made (RFC 9110 6.6.1); remove it");
            case HOST -> Optional.of("is no field of answers; remove it");
            default -> wrong(name);
        };
    }

    private static Optional<String> wrong(String name) {
        return switch (known(name)) {
            case CONTENT_LENGTH, TRANSFER_ENCODING, TRAILER ->
                Optional.of(
                        "cannot be changed: it frames the message, and two ideas of where that ends are an attack; remove it");
            case CONNECTION,
                    KEEP_ALIVE,
                    PROXY_CONNECTION,
                    TE,
                    UPGRADE,
                    HTTP2_SETTINGS,
                    PROXY_AUTHENTICATE,
                    PROXY_AUTHORIZATION ->
                Optional.of(
                        "cannot be changed: it concerns one connection only, and never passes this one (RFC 9110 7.6.1); remove it");
            case STRICT_TRANSPORT_SECURITY ->
                Optional.of(
                        "cannot be changed here: write hsts, so that every answer has the policy, and its promise is kept");
            case SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_ACCEPT ->
                Optional.of(
                        "cannot be changed: client and backend prove by it that they mean each other (RFC 6455 4); remove it");
            default -> Optional.empty();
        };
    }

    /** The field that is named so, without regard to case. */
    static FieldName known(String name) {
        byte[] octets = Octets.of(name);
        return FieldName.of(octets, 0, octets.length);
    }
}
