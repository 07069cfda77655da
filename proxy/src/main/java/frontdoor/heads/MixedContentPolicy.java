package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.policy.ReportPath;

/**
 * Asks browsers to report what a page wants to have in the clear, without changing what they do: a policy of our own beside whatever the
 * application sends (CSP 3, 4.2: each field is a policy of its own, and a report-only one blocks nothing).
 */
final class MixedContentPolicy implements ResponseRule {
    private static final String GROUP = "frontdoor";

    /**
     * Everything may come from anywhere but http and ws. What base-uri and form-action say is not covered by default-src. report-uri is for
     * browsers that do not know report-to; those that know it ignore report-uri. No sample of a script is asked for.
     */
    private static final byte[] POLICY =
            Octets.of("default-src https: wss: data: blob: filesystem: mediastream: about: 'unsafe-inline'"
                    + " 'unsafe-eval'; base-uri https:; form-action https:; report-uri " + ReportPath.PATH
                    + "; report-to " + GROUP);

    private static final byte[] ENDPOINTS = Octets.of(GROUP + "=\"" + ReportPath.PATH + "\"");

    @Override
    public void apply(Fields response, RuledExchange exchange) {
        if (exchange.client().secure()
                && HtmlPage.isHtml(response)
                && HtmlPage.mayBeAPage(exchange.request().fields())) {
            response.add(FieldName.CONTENT_SECURITY_POLICY_REPORT_ONLY, POLICY);
            response.add(FieldName.REPORTING_ENDPOINTS, ENDPOINTS);
        }
    }
}
