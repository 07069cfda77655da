package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.sticky.StickyKey;
import java.util.Optional;

/**
 * The cookie that brings a client back to the server it had.
 *
 * @param cookie its name
 * @param key of the key file; empty for the one in the state directory
 */
public record StickyConfig(String cookie, Optional<StickyKey> key) {
    private static final String NAME = "frontdoor";
    private static final int MOST_OCTETS = 4096;

    /** What is written under {@code node}; empty when it is off. */
    static Optional<StickyConfig> read(Node node) {
        if (node.isScalar()) {
            if (!node.text().equals("off")) {
                node.problem("expected off or { cookie = \"" + NAME + "\" }, found " + node.shown());
            }
            return Optional.empty();
        }
        node.requireObject();
        StickyConfig sticky = new StickyConfig(cookie(node.child("cookie")), key(node.child("key-file")));
        node.refuseUnknownKeys();
        return Optional.of(sticky);
    }

    private static String cookie(Node node) {
        String name = node.isWritten() ? Scalars.text(node).orElse(NAME) : NAME;
        if (!HashBy.isToken(name)) {
            node.problem(node.shown() + " is not the name of a cookie; write letters, digits, - and _");
        }
        return name;
    }

    private static Optional<StickyKey> key(Node node) {
        Optional<FileContent> file = node.isWritten() ? NamedFiles.read(node, MOST_OCTETS) : Optional.empty();
        Optional<StickyKey> key = file.flatMap(content -> StickyKey.ofText(content.octets()));
        if (file.isPresent() && key.isEmpty()) {
            node.problem(file.get().path() + ": is too short for a key; write at least " + StickyKey.LEAST
                    + " bytes, as of: openssl rand -hex 32");
        }
        return key;
    }
}
