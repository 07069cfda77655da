package frontdoor.heads;

import frontdoor.client.Client;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** Tells backends who asked for what, and how: the fields of the X-Forwarded family. What clients and proxies said of it has been taken out before. */
final class ForwardedFields implements RequestRule {
    private static final byte[] HTTPS = Octets.of("https");
    private static final byte[] HTTP = Octets.of("http");
    /** The one that browsers turn into that of https. */
    private static final byte[] PLAINTEXT_PORT = Octets.of("80");

    private final byte[] publicPort;

    /** Tells of {@code publicPort}, 1 to 65535. */
    ForwardedFields(int publicPort) {
        this.publicPort = Octets.of(Integer.toString(publicPort));
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        addTo(request.fields(), request.authority(), exchange.client());
    }

    /** Adds to {@code fields} that {@code client} has asked for {@code authority}. */
    void addTo(Fields fields, @Nullable Authority authority, Client client) {
        Client.Hops hops = client.hops();
        byte[] asked = authority == null ? null : authority.octets();
        byte[] host = hops == null || hops.host() == null ? asked : hops.host();
        byte[] port = hops == null || hops.port() == null ? portOf(client) : hops.port();
        fields.add(FieldName.X_FORWARDED_FOR, hops == null ? client.text() : hops.addresses());
        fields.add(FieldName.X_FORWARDED_PROTO, client.secure() ? HTTPS : HTTP);
        if (host != null) {
            fields.add(FieldName.X_FORWARDED_HOST, host);
        }
        fields.add(FieldName.X_FORWARDED_PORT, port);
    }

    private byte[] portOf(Client client) {
        return client.secure() ? publicPort : PLAINTEXT_PORT;
    }
}
