package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often a request that came to nothing is sent once more.
 *
 * @param times after the first one, at least 0
 * @param budget percent of an upstream's requests that may be retries
 * @param status answers that count as nothing, 400 to 599
 */
public record RetryConfig(int times, int budget, Set<Integer> status) {
    private static final int MOST_TIMES = 10;

    public RetryConfig {
        status = Set.copyOf(status);
    }

    static RetryConfig read(Node node) {
        node.requireObject();
        List<Node> status = node.child("status").elements();
        RetryConfig retry = new RetryConfig(
                Scalars.integer(node.child("times"), 0, MOST_TIMES),
                Scalars.percent(node.child("budget")),
                status.stream().map(one -> Scalars.integer(one, 400, 599)).collect(Collectors.toSet()));
        node.refuseUnknownKeys();
        return retry;
    }
}
