package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A page that an operator wrote, as it was read.
 *
 * @param page at most {@link #MOST_OCTETS}
 * @param json what stands beside a page of HTML for programs; of the same bound
 */
public record PageFile(FileContent page, Optional<FileContent> json) {
    /** As much as a client may be sent before it takes any of it: a page is written whole. */
    public static final int MOST_OCTETS = 64 << 10;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "htm", "text/html",
            "txt", "text/plain",
            "json", "application/json",
            "xml", "application/xml");

    /** The page whose file {@code node} names; empty where there is a problem. */
    static Optional<PageFile> read(Node node) {
        Optional<FileContent> page = NamedFiles.read(node, MOST_OCTETS);
        page.filter(content -> !TYPES.containsKey(extension(content)))
                .ifPresent(content -> node.problem(
                        node.shown() + " tells no type; the name of a page ends in .html, .txt, .json or .xml"));
        return page.map(content -> new PageFile(
                content,
                mediaType(content).equals("text/html")
                        ? NamedFiles.readIfThere(node, beside(content.path()), MOST_OCTETS)
                        : Optional.empty()));
    }

    private static Path beside(Path page) {
        String name = String.valueOf(page.getFileName());
        return page.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
    }

    /** The media type that the name of {@code content} tells. */
    public static String mediaType(FileContent content) {
        return TYPES.getOrDefault(extension(content), "application/octet-stream");
    }

    private static String extension(FileContent content) {
        return content.name().substring(content.name().lastIndexOf('.') + 1);
    }
}
