package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.http.FieldName;
import frontdoor.http.FoldedName;
import frontdoor.http.Octets;
import frontdoor.route.Conditions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a route asks of a request beside its path: {@code methods} and {@code header}. */
final class RouteConditions {
    private static final Set<String> NAMED =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private RouteConditions() {}

    static Conditions read(Node route) {
        Node methods = route.child("methods");
        Node header = route.child("header");
        Set<String> tokens = methods.isWritten() ? methods(methods) : Set.of();
        Map<String, String> fields = header.isWritten() && header.requireObject() ? fields(header) : Map.of();
        return tokens.isEmpty() && fields.isEmpty() ? Conditions.NONE : new Conditions(tokens, fields);
    }

    private static Set<String> methods(Node list) {
        Set<String> methods = new HashSet<>();
        List<Node> elements = list.elements();
        if (list.isEmptyList()) {
            list.problem("is empty, so no request would fit; remove it for every method");
        }
        for (Node element : elements) {
            Optional<String> text = Scalars.text(element);
            text.flatMap(RouteConditions::wrongMethod)
                    .ifPresent(wrong -> element.problem(element.shown() + " " + wrong));
            text.ifPresent(methods::add);
        }
        return methods;
    }

    /** RFC 9110 9.1: methods are tokens, compared with case. */
    private static Optional<String> wrongMethod(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!isToken(text)) {
            return Optional.of("is no method; write one such as GET");
        }
        if (NAMED.contains(upper) && !NAMED.contains(text)) {
            return Optional.of("is in lower case, and methods are compared with case; write " + Quoted.of(upper));
        }
        return text.equals("TRACE") || text.equals("CONNECT")
                ? Optional.of("is never forwarded: it is answered with 405")
                : Optional.empty();
    }

    private static Map<String, String> fields(Node header) {
        Map<String, String> fields = new HashMap<>();
        for (Node field : header.named()) {
            Optional<String> value = Scalars.text(field);
            if (!isToken(field.name())) {
                field.problem("is no name of a field; write one such as Accept-Language");
            } else if (field.name().equalsIgnoreCase("Host")) {
                field.problem("a site is found by its hosts; write another site for another host");
            } else if (isTakenOut(field.name())) {
                field.problem("is taken out of what clients send, since anybody could say it; ask for another field");
            } else if (value.isPresent() && !isValue(value.get())) {
                field.problem(field.shown()
                        + " can be no value of a field: it has a control character, or a blank at an end; remove that");
            } else {
                value.ifPresent(text -> fields.put(field.name(), text));
            }
        }
        if (header.isEmptyObject()) {
            header.problem("is empty; write NAME = VALUE for a field that has to be there, or remove it");
        }
        return fields;
    }

    /** Whether backends never see what a client says under this name: then it leads nowhere either. An upgrade is a wish, not a claim. */
    private static boolean isTakenOut(String name) {
        byte[] octets = Octets.of(name);
        FieldName known = FieldName.of(octets, 0, octets.length);
        return known == FieldName.OTHER
                ? FoldedName.isOurs(octets, 0, octets.length)
                : known.isOursToSay() && known != FieldName.UPGRADE;
    }

    private static boolean isToken(String text) {
        return text.chars().allMatch(c -> c < 0x80) && Octets.isToken(Octets.of(text), 0, text.length());
    }

    private static boolean isValue(String text) {
        return text.strip().equals(text) && text.chars().allMatch(c -> c >= 0x20 && c != 0x7f && c < 0x100);
    }
}
