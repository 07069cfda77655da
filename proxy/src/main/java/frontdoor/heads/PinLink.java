package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.policy.ApexPin;

/** Adds the link to the apex to pages that a browser shows as a whole: one fetch per visit, and none per image or frame. */
final class PinLink implements ResponseRule {
    private final ApexPin pin;

    PinLink(ApexPin pin) {
        this.pin = pin;
    }

    @Override
    public void apply(Fields response, RuledExchange exchange) {
        if (exchange.client().secure()
                && HtmlPage.isShownAsAWhole(exchange.request().fields())
                && HtmlPage.isHtml(response)) {
            response.add(FieldName.LINK, pin.link());
        }
    }
}
