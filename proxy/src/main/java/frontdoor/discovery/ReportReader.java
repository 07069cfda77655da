package frontdoor.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads reports of violated policies: {@code application/csp-report} (CSP 2, one object under {@code csp-report}) and
 * {@code application/reports+json} (Reporting API, a list, or one object as some browsers send it).
 *
 * <p>It keeps nothing but the few texts it looks for, goes down to objects of known names only, and gives up early on what nests deeper or
 * is larger than any report.
 */
final class ReportReader {
    private static final int MAX_REPORTS = 64;
    private static final Set<String> NESTED = Set.of("csp-report", "body");
    private static final Set<String> WANTED = Set.of(
            "type",
            "document-uri",
            "documentURL",
            "blocked-uri",
            "blockedURL",
            "effective-directive",
            "effectiveDirective",
            "violated-directive");

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(16 * 1024)
                    .maxNameLength(256)
                    .maxNumberLength(40)
                    .maxDocumentLength(ReportBody.MAX)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names of strangers are not worth a table of them.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /**
     * The violations that a body tells of, at most {@value #MAX_REPORTS}.
     *
     * @throws IOException if it is no JSON, or not of the form of a report
     */
    List<Violation> read(byte[] octets) throws IOException {
        List<Violation> violations = new ArrayList<>();
        try (JsonParser parser = json.createParser(octets)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                violations.add(violation(parser));
            } else if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT && violations.size() < MAX_REPORTS) {
                    violations.add(violation(parser));
                }
            } else {
                throw new IOException("neither an object nor a list");
            }
        }
        return violations;
    }

    private static Violation violation(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        object(parser, texts);
        return new Violation(
                texts.getOrDefault("type", ""),
                either(texts, "documentURL", "document-uri"),
                either(texts, "blockedURL", "blocked-uri"),
                texts.getOrDefault("effectiveDirective", either(texts, "effective-directive", "violated-directive")));
    }

    private static String either(Map<String, String> texts, String name, String other) {
        return texts.getOrDefault(name, texts.getOrDefault(other, ""));
    }

    private static void object(JsonParser parser, Map<String, String> texts) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && WANTED.contains(name)) {
                texts.putIfAbsent(name, parser.getText());
            } else if (value == JsonToken.START_OBJECT && NESTED.contains(name)) {
                object(parser, texts);
            } else {
                parser.skipChildren();
            }
        }
    }
}
