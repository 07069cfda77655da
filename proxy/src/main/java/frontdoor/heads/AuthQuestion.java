package frontdoor.heads;

import frontdoor.config.ForwardAuthConfig;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.FoldedName;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The question that a server is asked about a request, which decides whether that may come in; and what of the answer goes on with it. As
 * nginx's auth_request and Traefik's ForwardAuth ask it.
 *
 * <p>Immutable.
 */
public final class AuthQuestion {
    private static final byte[] GET = Octets.of("GET");

    private final Authority authority;
    private final byte[] target;
    /** In lower case. */
    private final List<byte[]> copyRequest;
    /** As {@link FoldedName#fold} has them. */
    private final List<byte[]> copyResponse;

    private final List<byte[]> own;
    private final ForwardedFields forwarded;

    /**
     * The question that {@code auth} describes.
     *
     * @param own the names of fields that this side says to backends of its own knowledge, and so no client to anybody
     * @param publicPort where clients see TLS
     */
    public AuthQuestion(ForwardAuthConfig auth, Collection<String> own, int publicPort) {
        this.authority = auth.authority();
        this.target = Octets.of(auth.target());
        this.copyRequest = octets(auth.copyRequest().stream().map(name -> name.toLowerCase(Locale.ROOT)));
        this.copyResponse = octets(auth.copyResponse().stream().map(FoldedName::fold));
        this.own = octets(own.stream().map(FoldedName::fold));
        this.forwarded = new ForwardedFields(publicPort);
    }

    private static List<byte[]> octets(Stream<String> names) {
        return names.map(Octets::of).toList();
    }

    /** The head of the question about the request of {@code exchange}, of which hop-by-hop fields are taken out already. */
    public RequestHead about(RuledExchange exchange) {
        RequestHead request = exchange.request();
        RequestHead question = new RequestHead();
        Fields to = question.fields();
        question.setVersion(HttpVersion.HTTP_1_1);
        question.setMethod(to.append(GET, 0, GET.length), GET.length);
        question.setTarget(to.append(target, 0, target.length), target.length);
        question.setAuthority(authority);
        Fields from = request.fields();
        for (int i = 0; i < from.size(); i++) {
            if (!from.isRemoved(i) && isTold(from, i)) {
                copy(from, i, to);
            }
        }
        to.add(FieldName.X_FORWARDED_METHOD, from.bytes(), request.methodStart(), request.methodLength());
        to.add(FieldName.X_FORWARDED_URI, from.bytes(), request.targetStart(), request.targetLength());
        addForwarded(question, exchange);
        return question;
    }

    /** Adds who asked for what, as any backend hears it. */
    private void addForwarded(RequestHead question, RuledExchange exchange) {
        forwarded.addTo(question.fields(), exchange.request().authority(), exchange.client());
    }

    private boolean isTold(Fields fields, int i) {
        FieldName name = fields.name(i);
        if (name.isOursToSay() || name == FieldName.EXPECT || isReadAsOurs(fields, i) || isReadAsAny(own, fields, i)) {
            return false;
        }
        // Whoever is asked who somebody is must not hear it from them, but for what they prove it with.
        boolean proof = name == FieldName.AUTHORIZATION || name == FieldName.COOKIE;
        return isNamed(fields, i) || copyRequest.isEmpty() && (proof || !isOfAnswer(fields, i));
    }

    /** The server may well be an application that makes variables of names, and then {@code X.Forwarded.Uri} is what it goes by. */
    private static boolean isReadAsOurs(Fields fields, int i) {
        byte[] bytes = fields.bytes();
        int start = fields.nameStart(i);
        boolean odd = false;
        for (int at = start; at < start + fields.nameLength(i); at++) {
            if (bytes[at] == '_') {
                return true;
            }
            odd |= !FoldedName.isPlain(bytes[at]);
        }
        return odd && FoldedName.isOurs(bytes, start, fields.nameLength(i));
    }

    /** Makes of {@code request} one that may come in: what it says of its own in the fields of the answer goes, and the answer's come. */
    public void admit(RequestHead request, Fields answer) {
        Fields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i) && isOfAnswer(fields, i)) {
                fields.remove(i);
            }
        }
        for (int i = 0; i < answer.size(); i++) {
            if (!answer.isRemoved(i) && isOfAnswer(answer, i)) {
                copy(answer, i, fields);
            }
        }
    }

    private static void copy(Fields from, int i, Fields to) {
        int name = to.append(from.bytes(), from.nameStart(i), from.nameLength(i));
        int value = to.append(from.bytes(), from.valueStart(i), from.valueLength(i));
        to.addAt(name, from.nameLength(i), value, from.valueLength(i));
    }

    private boolean isNamed(Fields fields, int i) {
        for (byte[] name : copyRequest) {
            if (Octets.equalIgnoreCase(fields.bytes(), fields.nameStart(i), fields.nameLength(i), name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether many a backend reads field {@code i} as one that goes on from the answer. */
    private boolean isOfAnswer(Fields fields, int i) {
        return isReadAsAny(copyResponse, fields, i);
    }

    private static boolean isReadAsAny(List<byte[]> folded, Fields fields, int i) {
        for (byte[] name : folded) {
            if (isReadAs(name, fields, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReadAs(byte[] folded, Fields fields, int i) {
        if (folded.length != fields.nameLength(i)) {
            return false;
        }
        for (int at = 0; at < folded.length; at++) {
            byte octet = fields.bytes()[fields.nameStart(i) + at];
            if ((FoldedName.isPlain(octet) ? Octets.lower(octet) : '-') != folded[at]) {
                return false;
            }
        }
        return true;
    }
}
