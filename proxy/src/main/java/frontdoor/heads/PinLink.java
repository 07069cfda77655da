package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.snapshot.Site;
import org.jspecify.annotations.Nullable;

/** Adds the link to the apex to pages that a browser shows as a whole: one fetch per visit, and none per image or frame. */
public final class PinLink {
    private PinLink() {}

    public static void apply(Fields response, RequestHead request, @Nullable Site site) {
        ApexPin pin = site == null ? null : site.policy().pin();
        if (pin != null && HtmlPage.isShownAsAWhole(request.fields()) && HtmlPage.isHtml(response)) {
            response.add(FieldName.LINK, pin.link());
        }
    }
}
