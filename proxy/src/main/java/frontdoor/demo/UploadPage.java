package frontdoor.demo;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** {@code /upload}: a form, and what becomes of it. */
final class UploadPage {
    static final String TITLE = "Upload";
    static final String MENDED =
            "it takes a file of any size up to the limit of the site, which streams through Frontdoor without"
                    + " being kept there.";

    private static final String FORM = """
            <form method="post" enctype="multipart/form-data">
            <p><input type="file" name="file" aria-label="file"> <button>Upload</button></p>
            </form>
            """;

    private UploadPage() {}

    static Answer answer(LegacyRequest request) {
        HttpMethod method = request.head().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return Answer.page(TITLE, FORM);
        }
        if (method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT)) {
            return Answer.page(TITLE, "<p>Received " + request.bodyOctets() + " octets.</p>\n" + FORM);
        }
        return new Answer.Whole(
                HttpResponseStatus.METHOD_NOT_ALLOWED,
                Html.CONTENT_TYPE,
                Html.page("Method not allowed", ""),
                List.of(new Answer.Field(HttpHeaderNames.ALLOW.toString(), "GET, HEAD, POST, PUT")));
    }
}
