package frontdoor.heads;

import frontdoor.compress.Coding;
import frontdoor.config.CompressionConfig;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule for which answers are compressed, and what their heads say then (RFC 9110 8.4, 8.8.3, 12.5.5). Immutable.
 */
public final class CompressionRule {
    private static final byte[] ACCEPT_ENCODING = Octets.of("Accept-Encoding");

    private static final List<byte[]> DIGESTS = List.of(
            Octets.of("content-digest"), Octets.of("repr-digest"), Octets.of("digest"), Octets.of("content-md5"));
    private static final int LONGEST_DIGEST = 14;

    private final List<Coding> codings;
    private final Set<String> types;
    private final Set<String> families;
    private final long minSize;

    /** The rule that {@code config} asks for, with those codings whose libraries are there. */
    CompressionRule(CompressionConfig config) {
        codings = config.encodings().stream().filter(Coding::isAvailable).toList();
        types = Set.copyOf(config.types());
        families = config.types().stream()
                .filter(type -> type.endsWith("/*"))
                .map(type -> type.substring(0, type.length() - 1))
                .collect(Collectors.toUnmodifiableSet());
        minSize = config.minSize();
    }

    /** The coding that the client wants of an answer to {@code request}, or null; to be asked before anything is done to its head. */
    public @Nullable Coding wanted(RequestHead request) {
        boolean possible = request.version() != HttpVersion.HTTP_1_0 && !forbidsTransforming(request.fields());
        return possible ? Coding.choose(codings, request.fields()) : null;
    }

    /** Whether an answer with this head may be compressed. Caches are told in it where there may be more than one form of it. */
    public boolean admits(ResponseHead head) {
        boolean several = hasSeveralForms(head);
        if (several) {
            vary(head.fields());
        }
        return several && head.status() != 206;
    }

    private boolean hasSeveralForms(ResponseHead head) {
        return switch (head.status()) {
                    case 101, 204, 304, 416 -> false;
                    // A part of what may be compressed as a whole: RFC 9110 15.3.7.
                    case 206 -> true;
                    default -> isWorthIt(head) && !head.fields().contains(FieldName.CONTENT_RANGE);
                }
                && mayChange(head.fields())
                && isOfType(head.fields());
    }

    private boolean isWorthIt(ResponseHead head) {
        return !head.tunnel()
                && (head.bodyLength() == ResponseHead.UNKNOWN_LENGTH || head.bodyLength() >= Math.max(1, minSize));
    }

    private static boolean mayChange(Fields fields) {
        return !fields.contains(FieldName.CONTENT_ENCODING) && !hasDigest(fields) && !forbidsTransforming(fields);
    }

    /**
     * Makes a 304 say of the answer that the client keeps what a 200 would have said of it (RFC 9110 15.4.5). Whether that was compressed tells
     * the tag by which the client knows it; where none does, a weak one is never wrong.
     *
     * @param wanted the coding that the client wants, or null
     */
    public void confirm(ResponseHead head, Fields request, @Nullable Coding wanted) {
        Fields fields = head.fields();
        boolean other = fields.contains(FieldName.CONTENT_TYPE) && !isOfType(fields);
        if (other || !mayChange(fields)) {
            return;
        }
        vary(fields);
        if (wanted != null && !EntityTags.knowsAsSent(request, fields)) {
            EntityTags.weaken(fields);
        }
    }

    /** A digest is of what the application sent, in its coding: nobody else can make another one that means the same (RFC 9530 2 and 3). */
    private static boolean hasDigest(Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            int length = fields.nameLength(i);
            if (!fields.isRemoved(i)
                    && length <= LONGEST_DIGEST
                    && fields.name(i) == FieldName.OTHER
                    && isDigest(fields, i, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigest(Fields fields, int i, int length) {
        for (byte[] name : DIGESTS) {
            if (length == name.length && Octets.equalIgnoreCase(fields.bytes(), fields.nameStart(i), length, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfType(Fields fields) {
        int i = fields.find(FieldName.CONTENT_TYPE, 0);
        if (i < 0) {
            return false;
        }
        String value = fields.value(i);
        int end = value.indexOf(';');
        String type = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return types.contains(type)
                || !families.isEmpty() && families.contains(type.substring(0, type.indexOf('/') + 1));
    }

    /** RFC 9111 5.2.1.6 and 5.2.2.6. */
    private static boolean forbidsTransforming(Fields fields) {
        return has(fields, FieldName.CACHE_CONTROL, "no-transform");
    }

    private static boolean has(Fields fields, FieldName name, String member) {
        for (int i = fields.find(name, 0); i >= 0; i = fields.find(name, i + 1)) {
            for (String element : fields.value(i).split(",", -1)) {
                if (element.strip().equalsIgnoreCase(member)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void vary(Fields fields) {
        if (!has(fields, FieldName.VARY, "accept-encoding") && !has(fields, FieldName.VARY, "*")) {
            fields.add(FieldName.VARY, ACCEPT_ENCODING);
        }
    }

    /** Makes of {@code head} that of the same answer in {@code coding}. */
    public static void apply(ResponseHead head, Coding coding) {
        Fields fields = head.fields();
        head.setBodyLength(ResponseHead.UNKNOWN_LENGTH);
        fields.add(FieldName.CONTENT_ENCODING, coding.octets());
        // Ranges of what is compressed anew each time mean nothing.
        fields.removeAll(FieldName.ACCEPT_RANGES);
        EntityTags.weaken(fields);
    }
}
