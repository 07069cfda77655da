package frontdoor.heads;

import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/** Tells backends who asked for what, and how: the fields of the X-Forwarded family. What clients say of it has been taken out before. */
final class ForwardedFields implements RequestRule {
    private static final byte[] HTTPS = Octets.of("https");

    private final byte[] publicPort;

    /** Tells of {@code publicPort}, 1 to 65535. */
    ForwardedFields(int publicPort) {
        this.publicPort = Octets.of(Integer.toString(publicPort));
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        Fields fields = request.fields();
        fields.add(FieldName.X_FORWARDED_FOR, exchange.client().text());
        fields.add(FieldName.X_FORWARDED_PROTO, HTTPS);
        Authority authority = request.authority();
        if (authority != null) {
            fields.add(FieldName.X_FORWARDED_HOST, authority.octets());
        }
        fields.add(FieldName.X_FORWARDED_PORT, publicPort);
    }
}
