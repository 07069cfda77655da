package frontdoor.limits;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The connections to one server of an upstream.
 *
 * @param idle how long one without a request is kept; positive
 * @param connections open at the same time, at least 1; empty for what the process can afford
 */
public record UpstreamPool(Duration idle, OptionalInt connections) {
    public static UpstreamPool read(Node node) {
        node.requireObject();
        UpstreamPool pool = new UpstreamPool(
                Durations.timeout(node.child("idle")),
                Scalars.integerOr("auto", node.child("connections"), 1, 1_000_000));
        node.refuseUnknownKeys();
        return pool;
    }

    /** What holds for a server that is in two upstreams: the lower of both, where {@code auto} is what the process can afford. */
    public UpstreamPool lowest(UpstreamPool other, int auto) {
        return new UpstreamPool(
                idle.compareTo(other.idle) < 0 ? idle : other.idle,
                OptionalInt.of(Math.min(connections.orElse(auto), other.connections.orElse(auto))));
    }
}
