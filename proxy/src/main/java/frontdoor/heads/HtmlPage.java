package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.MediaType;
import frontdoor.http.Octets;

/** Tells pages from everything else that a browser asks for. */
final class HtmlPage {
    private static final byte[] DOCUMENT = Octets.of("document");
    private static final byte[] FRAME = Octets.of("frame");
    private static final byte[] IFRAME = Octets.of("iframe");
    private static final byte[] HTML = Octets.of("text/html");

    private HtmlPage() {}

    /** Whether the browser says that it asks for a page to show as a whole, not in a frame (Fetch Metadata 2.1). */
    static boolean isShownAsAWhole(Fields request) {
        int destination = request.find(FieldName.SEC_FETCH_DEST, 0);
        return destination >= 0 && request.valueIs(destination, DOCUMENT);
    }

    /** Whether what is asked for may be a page, in a frame or not; browsers that do not say may ask for one. */
    static boolean mayBeAPage(Fields request) {
        int destination = request.find(FieldName.SEC_FETCH_DEST, 0);
        return destination < 0
                || request.valueIs(destination, DOCUMENT)
                || request.valueIs(destination, IFRAME)
                || request.valueIs(destination, FRAME);
    }

    /** Whether the answer is HTML. */
    static boolean isHtml(Fields response) {
        return MediaType.is(response, HTML);
    }
}
