package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;

/** The fields behind a body that may reach a client (RFC 9110 6.5.1): those that no rule of HTTP, and none of ours, gives a meaning. */
public final class TrailerFields {
    private TrailerFields() {}

    /** Takes out what must not stand there: framing, routing, authentication, cookies, a policy (RFC 6797 6.1). */
    public static void clean(Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i) && fields.name(i) != FieldName.OTHER) {
                fields.remove(i);
            }
        }
    }
}
