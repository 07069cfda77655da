package frontdoor.heads;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;

/**
 * Has browsers ask over https for what a page wants to have over http: a policy of its own, beside whatever the application sends (Upgrade Insecure
 * Requests 3.1; CSP 3, 4.2: each field is a policy by itself).
 */
final class InsecureRequests implements ResponseRule {
    private static final byte[] POLICY = Octets.of("upgrade-insecure-requests");

    @Override
    public void apply(Fields response, RuledExchange exchange) {
        if (exchange.client().secure()
                && HtmlPage.isHtml(response)
                && HtmlPage.mayBeAPage(exchange.request().fields())) {
            response.add(FieldName.CONTENT_SECURITY_POLICY, POLICY);
            exchange.onMasked(MaskedFault.Kind.INSECURE_PAGE, response.bytes(), 0, 0);
        }
    }
}
