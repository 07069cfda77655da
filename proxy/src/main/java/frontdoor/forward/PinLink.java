package frontdoor.forward;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.snapshot.Site;
import org.jspecify.annotations.Nullable;

/** Adds the link to the apex to pages that a browser shows as a whole: one fetch per visit, and none per image or frame. */
final class PinLink {
    private static final byte[] DOCUMENT = Octets.of("document");
    private static final byte[] HTML = Octets.of("text/html");

    private PinLink() {}

    static void apply(Fields response, RequestHead request, @Nullable Site site) {
        ApexPin pin = site == null ? null : site.policy().pin();
        if (pin != null && isNavigation(request.fields()) && isHtml(response)) {
            response.add(FieldName.LINK, pin.link());
        }
    }

    private static boolean isNavigation(Fields request) {
        int destination = request.find(FieldName.SEC_FETCH_DEST, 0);
        return destination >= 0 && request.valueIs(destination, DOCUMENT);
    }

    private static boolean isHtml(Fields response) {
        int type = response.find(FieldName.CONTENT_TYPE, 0);
        if (type < 0 || response.valueLength(type) < HTML.length) {
            return false;
        }
        int start = response.valueStart(type);
        boolean whole = response.valueLength(type) == HTML.length || isEnd(response.bytes()[start + HTML.length]);
        return whole && Octets.equalIgnoreCase(response.bytes(), start, HTML.length, HTML);
    }

    private static boolean isEnd(byte b) {
        return b == ';' || b == ' ' || b == '\t';
    }
}
