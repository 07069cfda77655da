package frontdoor.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** {@code /login}: redirects to an absolute {@code http://} address, made of the Host it was asked for. */
final class LoginPage {
    static final String TITLE = "Login";
    static final String MENDED = "it redirects to <code>http://</code> on its own host, and Frontdoor makes that"
            + " <code>https://</code>, so that nobody takes the way over plaintext.";
    static final String ACCOUNT_TITLE = "Signed in";

    private LoginPage() {}

    static Answer answer(LegacyRequest request) {
        return new Answer.Whole(
                HttpResponseStatus.FOUND,
                Html.CONTENT_TYPE,
                Html.page(TITLE, ""),
                List.of(new Answer.Field("Location", request.origin() + "/account")));
    }

    static Answer answerAccount(LegacyRequest request) {
        return Answer.page(ACCOUNT_TITLE, """
                <p>The login sent <code>Location: %s</code>. The address bar says where the browser was really led.</p>
                """.formatted(Html.escape(request.origin() + request.path())));
    }
}
