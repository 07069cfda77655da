package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/** Tells backends what a route takes off the path, so that they can write addresses as clients know them. */
final class ForwardedPrefix implements RequestRule {
    private final byte[] prefix;

    /** Tells of {@code prefix}, a path without a slash at its end. */
    ForwardedPrefix(String prefix) {
        this.prefix = Octets.of(prefix);
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        request.fields().add(FieldName.X_FORWARDED_PREFIX, prefix);
    }
}
