package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.http.FoldedName;
import frontdoor.http.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the fields of heads on their way through: first what site-defaults say, then the site, then the route.
 *
 * @param request of those to backends
 * @param response of answers
 * @param underscores names of fields with an underscore that clients may send
 */
public record HeadersConfig(FieldChanges request, FieldChanges response, List<String> underscores) {
    public HeadersConfig {
        underscores = List.copyOf(underscores);
    }

    /**
     * What is written in {@code block}.
     *
     * @param below what comes first; null for nothing
     */
    static HeadersConfig read(Node block, @Nullable HeadersConfig below) {
        HeadersConfig first =
                below == null ? new HeadersConfig(FieldChanges.NONE, FieldChanges.NONE, List.of()) : below;
        if (!block.requireObject()) {
            return first;
        }
        Node request = block.child("request");
        Node response = block.child("response");
        FieldChanges ofRequest = FieldChanges.read(request, FieldNames::wrongInRequest);
        FieldChanges ofResponse = FieldChanges.read(response, FieldNames::wrongInResponse);
        FieldChanges whole = first.request.then(ofRequest);
        Node underscores = request.child("underscores");
        List<String> allowed = underscores.isWritten() ? underscores(underscores, whole) : first.underscores;
        refuseUnknownKeys(request);
        refuseUnknownKeys(response);
        block.refuseUnknownKeys();
        return new HeadersConfig(whole, first.response.then(ofResponse), allowed);
    }

    private static void refuseUnknownKeys(Node block) {
        if (block.isObject()) {
            block.refuseUnknownKeys();
        }
    }

    private static List<String> underscores(Node list, FieldChanges request) {
        List<String> names = new ArrayList<>();
        for (Node element : list.elements()) {
            Optional<String> name = Scalars.text(element);
            Optional<String> wrong = name.flatMap(text -> wrongUnderscore(text, request));
            wrong.ifPresent(why -> element.problem(element.shown() + " " + why));
            name.filter(_ -> wrong.isEmpty()).ifPresent(names::add);
        }
        return names;
    }

    private static Optional<String> wrongUnderscore(String name, FieldChanges request) {
        if (!FieldNames.isName(name)) {
            return Optional.of(FieldNames.NO_NAME);
        }
        if (name.indexOf('_') < 0) {
            return Optional.of("has no underscore, and passes without being named; remove it");
        }
        String folded = FoldedName.fold(name);
        byte[] octets = Octets.of(name);
        if (FoldedName.isOurs(octets, 0, octets.length)) {
            return Optional.of("would be read as " + folded + " by an application, which no client may say; remove it");
        }
        return request.changes().stream()
                        .anyMatch(change -> FoldedName.fold(change.name()).equals(folded))
                ? Optional.of("would be read as " + folded
                        + " by an application, which is changed here; remove it there or here")
                : Optional.empty();
    }
}
