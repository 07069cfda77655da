package frontdoor.config;

import frontdoor.compress.Coding;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hocon.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The compression of answers.
 *
 * @param encodings the first is liked best; at least one
 * @param types media types in lower case, such as {@code text/html}, or {@code text/*}; at least one
 * @param minSize octets of a body that is worth it, where its length is known
 */
public record CompressionConfig(List<Coding> encodings, List<String> types, long minSize) {
    private static final List<Coding> ALL = List.of(Coding.ZSTD, Coding.BROTLI, Coding.GZIP);
    private static final List<String> COMPRESSIBLE = List.of(
            "text/html",
            "text/css",
            "text/plain",
            "text/javascript",
            "text/csv",
            "text/xml",
            "application/javascript",
            "application/json",
            "application/ld+json",
            "application/manifest+json",
            "application/xml",
            "application/xhtml+xml",
            "application/rss+xml",
            "application/atom+xml",
            "application/wasm",
            "image/svg+xml");
    private static final long LEAST = 1024;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/([a-z0-9!#$&^_.+-]+|\\*)");

    public CompressionConfig {
        encodings = List.copyOf(encodings);
        types = List.copyOf(types);
    }

    /** What is written under {@code node}; empty for off. */
    static Optional<CompressionConfig> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (node.isScalar() && node.text().equals("on")) {
            return Optional.of(new CompressionConfig(ALL, COMPRESSIBLE, LEAST));
        }
        if (!node.isObject()) {
            node.problemUnlessNull("expected off, on or { encodings = [zstd, br, gzip], ... }, found " + node.shown());
            return Optional.empty();
        }
        Node encodings = node.child("encodings");
        Node types = node.child("types");
        Node minSize = node.child("min-size");
        CompressionConfig compression = new CompressionConfig(
                encodings.isWritten() ? encodings(encodings) : ALL,
                types.isWritten() ? types(types) : COMPRESSIBLE,
                minSize.isWritten() ? Sizes.bytes(minSize, 0, 1 << 30) : LEAST);
        node.refuseUnknownKeys();
        return Optional.of(compression);
    }

    private static List<Coding> encodings(Node list) {
        List<Coding> codings = new ArrayList<>();
        for (Node element : list.elements()) {
            Scalars.text(element).ifPresent(text -> {
                Optional<Coding> coding = Coding.named(text);
                if (coding.isEmpty()) {
                    element.problem("expected zstd or br or gzip, found " + element.shown());
                }
                coding.ifPresent(codings::add);
            });
        }
        refuseEmpty(list);
        return codings;
    }

    private static List<String> types(Node list) {
        List<String> types = new ArrayList<>();
        for (Node element : list.elements()) {
            Scalars.text(element).map(text -> text.toLowerCase(Locale.ROOT)).ifPresent(text -> {
                if (!TYPE.matcher(text).matches()) {
                    element.problem(
                            element.shown() + " is no media type; write one such as \"text/html\" or \"text/*\"");
                }
                types.add(text);
            });
        }
        refuseEmpty(list);
        return types;
    }

    private static void refuseEmpty(Node list) {
        if (list.isEmptyList()) {
            list.problem("is empty; write compression = off");
        }
    }
}
