package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The access log.
 *
 * @param fields of a line in JSON, in their order; at least one
 * @param sample percent of the exchanges that went well that have a line; all others have one
 * @param file where it is appended to; empty for stdout
 * @param rotation of that file
 */
public record AccessLogConfig(
        boolean enabled,
        Format format,
        List<AccessLogField> fields,
        int sample,
        Optional<Path> file,
        LogRotation rotation) {
    /** One line per exchange. */
    public enum Format {
        /** A JSON object. */
        JSON,
        /** The combined log format of Apache httpd. */
        COMBINED
    }

    public AccessLogConfig {
        fields = List.copyOf(fields);
    }

    /** One that has everything of everything. */
    public static AccessLogConfig of(Format format, Optional<Path> file) {
        return new AccessLogConfig(true, format, AccessLogField.all(), 100, file, LogRotation.OFF);
    }

    static AccessLogConfig read(Node node) {
        node.requireObject();
        boolean enabled = Scalars.bool(node.child("enabled"));
        String format = Scalars.choice(node.child("format"), List.of("json", "combined"));
        List<AccessLogField> fields = fields(node.child("fields"));
        int sample = Scalars.percent(node.child("sample"));
        Node file = node.child("file");
        boolean stdout = file.isScalar() && file.text().equals("-");
        Optional<Path> path = stdout ? Optional.empty() : Optional.of(Scalars.path(file));
        path.filter(log -> !log.toString().isEmpty() && Files.isDirectory(log))
                .ifPresent(_ ->
                        file.problem(file.shown() + " is a directory; write the path of a file, or \"-\" for stdout"));
        LogRotation rotation = LogRotation.read(node.child("rotate"));
        node.refuseUnknownKeys();
        return new AccessLogConfig(
                enabled, format.equals("json") ? Format.JSON : Format.COMBINED, fields, sample, path, rotation);
    }

    private static List<AccessLogField> fields(Node node) {
        if (node.isScalar() && node.text().equals("all")) {
            return AccessLogField.all();
        }
        List<AccessLogField> fields = new ArrayList<>();
        for (Node element : node.elements()) {
            Scalars.text(element).ifPresent(text -> {
                Optional<AccessLogField> field = AccessLogField.of(text);
                if (field.isEmpty()) {
                    element.problem("expected a field of the access log, found " + element.shown() + "; known: "
                            + AccessLogField.all().stream()
                                    .map(AccessLogField::key)
                                    .collect(Collectors.joining(", ")));
                } else if (fields.contains(field.get())) {
                    element.problem(element.shown() + " is there twice; remove one of them");
                }
                field.ifPresent(fields::add);
            });
        }
        if (node.isEmptyList()) {
            node.problem("is empty; write access-log.enabled = false");
        }
        return fields;
    }
}
