package frontdoor.heads;

import frontdoor.config.FieldTemplate;
import frontdoor.config.FieldVariable;
import frontdoor.http.Authority;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.List;

/** The value of a field that an operator wrote, put together for each exchange. Immutable; what is text alone allocates nothing. */
final class FieldText {
    private static final byte[] HTTPS = Octets.of("https");
    private static final byte[] HTTP = Octets.of("http");

    private final List<Piece> pieces;

    /** A piece that appends itself. */
    private interface Piece {
        void appendTo(Fields fields, RuledExchange exchange);
    }

    /** The value of {@code template}, where clients see TLS on {@code publicPort}. */
    FieldText(FieldTemplate template, int publicPort) {
        byte[] port = Octets.of(Integer.toString(publicPort));
        this.pieces = template.parts().stream().map(part -> piece(part, port)).toList();
    }

    private static Piece piece(FieldTemplate.Part part, byte[] publicPort) {
        return switch (part) {
            case FieldTemplate.Text(String text) -> constant(Octets.of(text));
            case FieldTemplate.Variable(FieldVariable variable) ->
                switch (variable) {
                    case CLIENT_ADDRESS ->
                        (fields, exchange) -> append(fields, exchange.client().text());
                    case SCHEME ->
                        (fields, exchange) -> append(fields, exchange.client().secure() ? HTTPS : HTTP);
                    case HOST -> (fields, exchange) -> append(fields, host(exchange.request()));
                    case PORT -> constant(publicPort);
                    case METHOD ->
                        (fields, exchange) -> {
                            RequestHead request = exchange.request();
                            fields.append(request.fields().bytes(), request.methodStart(), request.methodLength());
                        };
                    case PATH -> (fields, exchange) -> appendTarget(fields, exchange.request(), false);
                    case QUERY -> (fields, exchange) -> appendTarget(fields, exchange.request(), true);
                    case PROTOCOL ->
                        (fields, exchange) -> append(
                                fields, Octets.of(exchange.request().version().protocol()));
                    case REQUEST_ID ->
                        (fields, exchange) -> {
                            RequestHead request = exchange.request();
                            fields.append(
                                    request.fields().bytes(), request.requestIdStart(), request.requestIdLength());
                        };
                    case SERVER_NAME ->
                        (fields, exchange) -> {
                            String name = exchange.connection().serverName();
                            append(fields, Octets.of(name == null ? "" : name));
                        };
                };
        };
    }

    private static Piece constant(byte[] octets) {
        return (fields, _) -> append(fields, octets);
    }

    private static void append(Fields fields, byte[] octets) {
        fields.append(octets, 0, octets.length);
    }

    private static byte[] host(RequestHead request) {
        Authority authority = request.authority();
        return Octets.of(authority == null ? "" : authority.host());
    }

    private static void appendTarget(Fields fields, RequestHead request, boolean query) {
        byte[] bytes = request.fields().bytes();
        int start = request.targetStart();
        int end = start + request.targetLength();
        int mark = start;
        while (mark < end && bytes[mark] != '?') {
            mark++;
        }
        int from = query ? Math.min(mark + 1, end) : start;
        fields.append(bytes, from, (query ? end : mark) - from);
    }

    /** Appends the value to the octets of {@code fields}, where it belongs to no field yet, and returns where it starts. */
    int appendTo(Fields fields, RuledExchange exchange) {
        int start = fields.end();
        for (int i = 0; i < pieces.size(); i++) {
            pieces.get(i).appendTo(fields, exchange);
        }
        return start;
    }
}
