package frontdoor.heads;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.FoldedName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes out fields whose names an application cannot tell from those that the proxy has rules for ({@link FoldedName}). */
final class FoldedNames implements RequestRule {
    private final byte[][] allowed;
    private final byte[][] answered;
    private final Set<String> said;

    /**
     * A rule with exceptions.
     *
     * @param allowed names with an underscore that clients may send
     * @param said names that the operator has rules for, and so no client by another spelling
     * @param answered names that a server has said something under by now, and the client nothing any more ({@link AuthQuestion#admit})
     */
    FoldedNames(Collection<String> allowed, Collection<String> said, Collection<String> answered) {
        this.allowed = lower(allowed);
        this.answered = lower(answered);
        this.said = said.stream().map(FoldedName::fold).collect(Collectors.toUnmodifiableSet());
    }

    private static byte[][] lower(Collection<String> names) {
        return names.stream()
                .map(name -> Octets.of(name.toLowerCase(Locale.ROOT)))
                .toArray(byte[][]::new);
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        Fields fields = request.fields();
        for (int i = fields.find(FieldName.OTHER, 0); i >= 0; i = fields.find(FieldName.OTHER, i + 1)) {
            if (isReadAsAnother(fields, i)) {
                exchange.onMasked(
                        MaskedFault.Kind.FIELD_NAME, fields.bytes(), fields.nameStart(i), fields.nameLength(i));
                fields.remove(i);
            }
        }
    }

    /**
     * Whether a field whose name is none of {@link FieldName} would be read as one of them, or as one of a family that tells who the client
     * is. An underscore is enough: hardly any client sends one, and most servers drop such names, too.
     */
    private boolean isReadAsAnother(Fields fields, int i) {
        byte[] bytes = fields.bytes();
        int start = fields.nameStart(i);
        int end = start + fields.nameLength(i);
        int at = start;
        while (at < end && FoldedName.isPlain(bytes[at])) {
            at++;
        }
        boolean another = at == end
                ? FoldedName.isOfFamily(bytes, start, end - start)
                : isOddReadAsAnother(bytes, start, end - start);
        return another && !isIn(answered, bytes, start, end - start);
    }

    private static boolean isIn(byte[][] names, byte[] bytes, int start, int length) {
        for (byte[] name : names) {
            if (Octets.equalIgnoreCase(bytes, start, length, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOddReadAsAnother(byte[] bytes, int start, int length) {
        if (!said.isEmpty() && said.contains(FoldedName.fold(Octets.text(bytes, start, length)))) {
            return true;
        }
        if (isIn(allowed, bytes, start, length)) {
            return false;
        }
        for (int at = start; at < start + length; at++) {
            if (bytes[at] == '_') {
                return true;
            }
        }
        return FoldedName.isOurs(bytes, start, length);
    }
}
