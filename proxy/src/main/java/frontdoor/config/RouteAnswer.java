package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that a route gives by itself.
 *
 * @param status 200 to 599, but for those that lead elsewhere
 * @param contentType of the body; empty where there is none
 * @param text the body, unless there is a file
 * @param file the body as it was read
 */
public record RouteAnswer(int status, String contentType, String text, Optional<FileContent> file) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("gif", "image/gif"),
            Map.entry("htm", "text/html; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", PLAIN),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("xml", "application/xml"));

    /** What is written in {@code node}. */
    static RouteAnswer read(Node node) {
        if (!node.requireObject()) {
            return new RouteAnswer(200, "", "", Optional.empty());
        }
        Node status = node.child("status");
        Node body = node.child("body");
        Node file = node.child("file");
        Node type = node.child("content-type");
        node.refuseUnknownKeys();
        int code = status.isWritten() ? status(status) : 200;
        if (body.isWritten() && file.isWritten()) {
            file.problem("an answer has either body or file, not both");
        }
        Node either = body.isWritten() ? body : file;
        if (either.isWritten() && isBodyless(code)) {
            either.problem("an answer with " + code + " has no body (RFC 9110 6.4.1); remove it");
        }
        String text = body.isWritten() ? Scalars.text(body).orElse("") : "";
        Optional<FileContent> content =
                file.isWritten() ? NamedFiles.read(file, PageFile.MOST_OCTETS) : Optional.empty();
        return new RouteAnswer(code, type(type, file, either.isWritten()), text, content);
    }

    private static int status(Node node) {
        int status = Scalars.integer(node, 200, 599);
        if (status / 100 == 3 && status != 304) {
            node.problem(node.shown() + " leads elsewhere; write redirect = \"https://...\"");
        }
        return status;
    }

    private static boolean isBodyless(int status) {
        return status == 204 || status == 205 || status == 304;
    }

    private static String type(Node type, Node file, boolean hasBody) {
        if (type.isWritten()) {
            Optional<String> text = Scalars.text(type);
            if (!hasBody) {
                type.problem("there is no body that it could be the type of; write body or file");
            } else if (text.isPresent() && !text.get().matches("[!-~]+/[!-~]+(\\s*;[ -~]+)?")) {
                type.problem(type.shown() + " is no media type; write one such as \"text/plain; charset=utf-8\"");
            }
            return text.orElse("");
        }
        if (!file.isWritten()) {
            return hasBody ? PLAIN : "";
        }
        String name = file.isScalar() ? file.text() : "";
        String found = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (found == null && !name.isBlank()) {
            file.problem(file.shown() + " tells no type; write content-type, too");
        }
        return found == null ? "" : found;
    }

    /** The body. Shared, never to be changed. */
    public byte[] octets() {
        return file.map(FileContent::octets).orElseGet(() -> text.getBytes(StandardCharsets.UTF_8));
    }
}
