package frontdoor.demo;

import io.netty.handler.codec.http.HttpHeaderNames;

/** {@code /cookie}: sets a cookie without Secure, and shows the cookies it got. */
final class CookiePage {
    static final String TITLE = "Cookie";
    static final String MENDED =
            "it sets a session cookie without <code>Secure</code>, and Frontdoor adds it, so that no"
                    + " browser sends the cookie in the clear.";

    private static final String COOKIE = "legacy-session=8d1f; Path=/; HttpOnly";

    private CookiePage() {}

    static Answer answer(LegacyRequest request) {
        String received = request.head().headers().get(HttpHeaderNames.COOKIE, "none yet; load this page again");
        return Answer.page(TITLE, """
                <p>Sent by the application: <code>Set-Cookie: %s</code></p>
                <p>Received from the browser: <code>%s</code></p>
                """.formatted(COOKIE, Html.escape(received)), new Answer.Field("Set-Cookie", COOKIE));
    }
}
