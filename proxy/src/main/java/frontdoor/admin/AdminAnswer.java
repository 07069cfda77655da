package frontdoor.admin;

/**
 * One answer of the admin listener.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body may be empty
 */
public record AdminAnswer(int status, String contentType, String body) {
    /** Plain text. */
    public static AdminAnswer text(int status, String body) {
        return new AdminAnswer(status, "text/plain; charset=utf-8", body);
    }
}
