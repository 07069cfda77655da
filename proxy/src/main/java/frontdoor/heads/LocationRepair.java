package frontdoor.heads;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Mends the addresses in Location, Content-Location, Refresh and Link ({@link AddressRepair}).
 *
 * <p>What is mended is added to the block behind what it was, so that the octets of before can still be shown.
 */
final class LocationRepair implements ResponseRule {
    private static final byte[] URL = Octets.of("url");

    private final AddressRepair addresses;

    LocationRepair(AddressRepair addresses) {
        this.addresses = addresses;
    }

    @Override
    public void apply(Fields response, RuledExchange exchange) {
        if (!exchange.client().secure()) {
            return; // Who is served in the clear cannot do otherwise.
        }
        for (int i = 0; i < response.size(); i++) {
            if (!response.isRemoved(i)) {
                switch (response.name(i)) {
                    case LOCATION, CONTENT_LOCATION -> repair(response, i, 0, response.valueLength(i), exchange);
                    case REFRESH -> repairRefresh(response, i, exchange);
                    case LINK -> repairLink(response, i, exchange);
                    default -> {}
                }
            }
        }
    }

    /**
     * Mends the address that has {@code length} octets from the one numbered {@code offset} of field {@code i}'s value, if it needs it.
     *
     * @return by how many octets the value has grown
     */
    private int repair(Fields fields, int i, int offset, int length, RuledExchange exchange) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int all = fields.valueLength(i);
        byte @Nullable [] address = addresses.repaired(
                bytes, start + offset, length, exchange.request().authority());
        if (address == null) {
            return 0;
        }
        byte[] value = new byte[all - length + address.length];
        System.arraycopy(bytes, start, value, 0, offset);
        System.arraycopy(address, 0, value, offset, address.length);
        System.arraycopy(bytes, start + offset + length, value, offset + address.length, all - offset - length);
        exchange.onMasked(MaskedFault.Kind.LOCATION, bytes, start + offset, length);
        fields.setValue(i, value);
        return address.length - length;
    }

    /**
     * HTML, shared declarative refresh steps: {@code 5; url=http://host/}, the address in quotes or not; a comma or nothing but a blank
     * may stand for the semicolon.
     */
    private void repairRefresh(Fields fields, int i, RuledExchange exchange) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        int at = start;
        while (at < end && !isSeparator(bytes[at]) && !Octets.isBlank(bytes[at])) {
            at++;
        }
        at = skipBlanks(bytes, at, end);
        at = at < end && isSeparator(bytes[at]) ? skipBlanks(bytes, at + 1, end) : at;
        if (at + URL.length < end && Octets.equalIgnoreCase(bytes, at, URL.length, URL)) {
            int equals = skipBlanks(bytes, at + URL.length, end);
            at = equals < end && bytes[equals] == '=' ? skipBlanks(bytes, equals + 1, end) : at;
        }
        boolean quoted = at < end && (bytes[at] == '"' || bytes[at] == '\'');
        int from = quoted ? at + 1 : at;
        int to = end;
        if (quoted) {
            to = from;
            while (to < end && bytes[to] != bytes[at]) {
                to++;
            }
        }
        if (from < to) {
            repair(fields, i, from - start, to - from, exchange);
        }
    }

    private static boolean isSeparator(byte octet) {
        return octet == ';' || octet == ',';
    }

    private static int skipBlanks(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && Octets.isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** RFC 8288 3: each address stands between angle brackets, outside of quoted strings. */
    private void repairLink(Fields fields, int i, RuledExchange exchange) {
        boolean quoted = false;
        for (int offset = 0; offset < fields.valueLength(i); offset++) {
            byte octet = fields.bytes()[fields.valueStart(i) + offset];
            if (octet == '"') {
                quoted = !quoted;
            } else if (quoted && octet == '\\') {
                offset++;
            } else if (!quoted && octet == '<') {
                int from = offset + 1;
                int to = from;
                while (to < fields.valueLength(i) && fields.bytes()[fields.valueStart(i) + to] != '>') {
                    to++;
                }
                offset = to + repair(fields, i, from, to - from, exchange);
            }
        }
    }
}
