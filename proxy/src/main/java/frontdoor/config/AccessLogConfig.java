package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The access log.
 *
 * @param file where it is appended to; empty for stdout
 */
public record AccessLogConfig(boolean enabled, Format format, Optional<Path> file) {
    /** One line per exchange. */
    public enum Format {
        /** A JSON object. */
        JSON,
        /** The combined log format of Apache httpd. */
        COMBINED
    }

    static AccessLogConfig read(Node node) {
        node.requireObject();
        boolean enabled = Scalars.bool(node.child("enabled"));
        String format = Scalars.choice(node.child("format"), List.of("json", "combined"));
        Node file = node.child("file");
        boolean stdout = file.isScalar() && file.text().equals("-");
        Optional<Path> path = stdout ? Optional.empty() : Optional.of(Scalars.path(file));
        path.filter(log -> !log.toString().isEmpty() && Files.isDirectory(log))
                .ifPresent(_ ->
                        file.problem(file.shown() + " is a directory; write the path of a file, or \"-\" for stdout"));
        node.refuseUnknownKeys();
        return new AccessLogConfig(enabled, format.equals("json") ? Format.JSON : Format.COMBINED, path);
    }
}
