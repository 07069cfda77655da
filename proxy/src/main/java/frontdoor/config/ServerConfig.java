package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.Optional;

/**
 * A server of an upstream.
 *
 * @param weight its part of the requests beside those of the others, 0 to 256; with 0 it gets none but from clients that stick to it
 * @param backup whether it is asked only while no other one can be
 */
public record ServerConfig(BackendUrl url, int weight, boolean backup) {
    private static final int MOST_WEIGHT = 256;

    /** What is written under {@code node}: a text, or an object with a {@code url}. */
    static Optional<ServerConfig> read(Node node) {
        if (!node.isObject()) {
            return ServerUrlReader.read(node).map(ServerConfig::of);
        }
        Optional<BackendUrl> url = ServerUrlReader.read(node.child("url"));
        Node weight = node.child("weight");
        Node backup = node.child("backup");
        int weighs = weight.isWritten() ? Scalars.integer(weight, 0, MOST_WEIGHT) : 1;
        boolean waits = backup.isWritten() && Scalars.bool(backup);
        node.refuseUnknownKeys();
        return url.map(server -> new ServerConfig(server, weighs, waits));
    }

    /** One like any other. */
    static ServerConfig of(BackendUrl url) {
        return new ServerConfig(url, 1, false);
    }
}
