package frontdoor.discovery;

import frontdoor.exchange.MaskedFault;

/** A kind of finding, told by site. */
enum Kind {
    LOCATION("locations", "Location http:// of our own hosts, mended"),
    COOKIE("cookies", "Cookies without Secure, mended"),
    BACKEND_HSTS("backend-hsts", "Strict-Transport-Security of the backend, dropped"),
    COOKIE_ATTRIBUTE("cookie-attributes", "Cookies with attributes of another place, mended"),
    DESTINATION("destinations", "Destination https:// of our own hosts, mended"),
    INSECURE_PAGE("insecure-pages", "Pages told to ask for nothing in the clear"),
    FIELD_NAME("field-names", "Fields of requests, dropped for their names"),
    CREDENTIAL("credentials", "Credentials that came in the clear"),
    SERVED_IN_THE_CLEAR("served-in-the-clear", "Requests that were served in the clear, as plaintext-from says"),
    MIXED_CONTENT("mixed-content", "Mixed content, as browsers reported it");

    private final String token;
    private final String title;

    Kind(String token, String title) {
        this.token = token;
        this.title = title;
    }

    /** The name in JSON. */
    String token() {
        return token;
    }

    /** What it is, for people. */
    String title() {
        return title;
    }

    static Kind of(MaskedFault.Kind kind) {
        return switch (kind) {
            case LOCATION -> LOCATION;
            case COOKIE -> COOKIE;
            case BACKEND_HSTS -> BACKEND_HSTS;
            case COOKIE_ATTRIBUTE -> COOKIE_ATTRIBUTE;
            case DESTINATION -> DESTINATION;
            case INSECURE_PAGE -> INSECURE_PAGE;
            case FIELD_NAME -> FIELD_NAME;
        };
    }
}
