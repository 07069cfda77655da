package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a request as the X-Forwarded fields tell it. */
final class XForwardedHops extends HopList {
    private final List<String> addresses;
    private final List<String> schemes;
    private final List<String> hosts;
    private final List<String> ports;

    private XForwardedHops(Fields fields) {
        addresses = elements(fields, FieldName.X_FORWARDED_FOR);
        schemes = elements(fields, FieldName.X_FORWARDED_PROTO);
        hosts = elements(fields, FieldName.X_FORWARDED_HOST);
        ports = elements(fields, FieldName.X_FORWARDED_PORT);
    }

    /** The way, or null: none of the fields is there. */
    static @Nullable HopList read(Fields fields) {
        return fields.contains(FieldName.X_FORWARDED_FOR)
                        || fields.contains(FieldName.X_FORWARDED_PROTO)
                        || fields.contains(FieldName.X_FORWARDED_HOST)
                        || fields.contains(FieldName.X_FORWARDED_PORT)
                ? new XForwardedHops(fields)
                : null;
    }

    /** The elements of all lines, the last first (RFC 9110 5.3), which end before one that is too many. */
    private static List<String> elements(Fields fields, FieldName name) {
        if (!fields.contains(name)) {
            return List.of();
        }
        List<String> elements = new ArrayList<>(2);
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (!fields.isRemoved(i) && fields.name(i) == name) {
                addAll(elements, fields.bytes(), fields.valueStart(i), fields.valueLength(i));
            }
        }
        return elements;
    }

    private static void addAll(List<String> elements, byte[] bytes, int start, int length) {
        int end = start + length;
        for (int at = end; at >= start && elements.size() < MOST; at--) {
            if (at == start || bytes[at - 1] == ',') {
                elements.add(Octets.text(bytes, at, end - at).strip());
                end = at - 1;
            }
        }
    }

    @Override
    int size() {
        return addresses.size();
    }

    @Override
    @Nullable
    String writtenAddress(int i) {
        return addresses.get(i);
    }

    @Override
    @Nullable
    String writtenScheme(int i) {
        return of(schemes, i);
    }

    @Override
    @Nullable
    String writtenHost(int i) {
        return of(hosts, i);
    }

    @Override
    @Nullable
    String writtenPort(int i) {
        return of(ports, i);
    }
}
