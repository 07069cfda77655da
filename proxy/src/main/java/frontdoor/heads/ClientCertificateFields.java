package frontdoor.heads;

import frontdoor.config.ClientCertificatesConfig;
import frontdoor.config.ClientCertificatesConfig.Part;
import frontdoor.exchange.ClientTls;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.terms.ClientIdentity;
import java.util.List;
import java.util.Locale;

/** Tells backends whose certificate was verified: in Client-Cert (RFC 9440), and in fields that an operator names, which no client may send. */
final class ClientCertificateFields implements RequestRule {
    private final List<One> fields;

    @SuppressWarnings("ArrayRecordComponent") // Octets that are never handed out.
    private record One(FieldName known, byte[] name, byte[] lower, Part part) {}

    ClientCertificateFields(ClientCertificatesConfig config) {
        fields = config.headers().entrySet().stream()
                .map(field -> {
                    byte[] name = Octets.of(field.getKey());
                    byte[] lower = Octets.of(field.getKey().toLowerCase(Locale.ROOT));
                    return new One(FieldName.of(name, 0, name.length), name, lower, field.getValue());
                })
                .toList();
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        ClientTls tls = exchange.connection().tls();
        ClientIdentity client = tls == null ? null : tls.identity();
        Fields head = request.fields();
        head.removeAll(FieldName.CLIENT_CERT);
        for (int i = 0; i < fields.size(); i++) {
            removeAll(head, fields.get(i));
        }
        if (client == null) {
            return;
        }
        head.add(FieldName.CLIENT_CERT, client.field());
        for (int i = 0; i < fields.size(); i++) {
            One one = fields.get(i);
            byte[] value = Octets.of(
                    switch (one.part) {
                        case SUBJECT -> client.subject();
                        case SAN -> client.names();
                        case FINGERPRINT -> client.fingerprint();
                    });
            int name = head.append(one.name, 0, one.name.length);
            int start = head.append(value, 0, value.length);
            head.addAt(name, one.name.length, start, value.length);
        }
    }

    private static void removeAll(Fields fields, One one) {
        for (int i = fields.find(one.known, 0); i >= 0; i = fields.find(one.known, i + 1)) {
            if (one.known != FieldName.OTHER
                    || Octets.equalIgnoreCase(fields.bytes(), fields.nameStart(i), fields.nameLength(i), one.lower)) {
                fields.remove(i);
            }
        }
    }
}
