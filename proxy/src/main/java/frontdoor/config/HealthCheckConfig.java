package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.http.Authority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The questions that servers are asked to find out whether they are up.
 *
 * @param http what is asked; empty for a connection only
 * @param interval from the beginning of one to that of the next, positive
 * @param timeout for the whole of one, positive
 * @param upAfter good ones in a row that bring a server up, at least 1
 * @param downAfter bad ones in a row that take a server down, at least 1
 */
public record HealthCheckConfig(Optional<Http> http, Duration interval, Duration timeout, int upAfter, int downAfter) {
    /** What holds where a check does not say otherwise; reference.conf says so beside each key. */
    private static final HealthCheckConfig TCP =
            new HealthCheckConfig(Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3);

    private static final int MOST_IN_A_ROW = 1000;

    /**
     * A request.
     *
     * @param path with a query, if there is one
     * @param host that is asked for; empty for the server's own
     * @param status of a good answer
     */
    public record Http(String path, Optional<Authority> host, List<StatusRange> status) {
        public Http {
            status = List.copyOf(status);
        }

        /** Whether an answer of this status is good. */
        public boolean isGood(int answered) {
            return status.stream().anyMatch(range -> range.has(answered));
        }
    }

    /** What is written under {@code node}; empty when it is off. */
    static Optional<HealthCheckConfig> read(Node node) {
        if (node.isScalar()) {
            return switch (node.text()) {
                case "off" -> Optional.empty();
                case "tcp" -> Optional.of(TCP);
                default -> {
                    node.problem("expected off, tcp or { path = \"/healthz\" }, found " + node.shown());
                    yield Optional.empty();
                }
            };
        }
        node.requireObject();
        HealthCheckConfig check = new HealthCheckConfig(
                http(node),
                durationOr(node.child("interval"), TCP.interval),
                durationOr(node.child("timeout"), TCP.timeout),
                countOr(node.child("up-after"), TCP.upAfter),
                countOr(node.child("down-after"), TCP.downAfter));
        node.refuseUnknownKeys();
        return Optional.of(check);
    }

    private static Optional<Http> http(Node node) {
        Node path = node.child("path");
        Node host = node.child("host");
        Node status = node.child("status");
        if (!path.isWritten()) {
            // A check of the connection alone, which has nothing to say of an answer.
            for (Node other : List.of(host, status)) {
                if (other.isWritten()) {
                    other.problem("is for checks with a path; write path = \"/healthz\"");
                }
            }
            return Optional.empty();
        }
        return Optional.of(new Http(path(path), host(host), StatusRange.readOr(status, new StatusRange(200, 399))));
    }

    private static String path(Node node) {
        String path = Scalars.text(node).orElse("/");
        if (!path.startsWith("/") || path.indexOf('#') >= 0 || !path.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            node.problem(node.shown() + " is not a path; write one such as \"/healthz\"");
            return "/";
        }
        return path;
    }

    private static Optional<Authority> host(Node node) {
        Optional<String> text = node.isWritten() ? Scalars.text(node) : Optional.empty();
        return text.flatMap(written -> {
            byte[] octets = written.getBytes(StandardCharsets.UTF_8);
            Authority read = Authority.parse(octets, 0, octets.length);
            if (read == null) {
                node.problem(node.shown() + " is not a host; write one such as \"shop.example\"");
            }
            return Optional.ofNullable(read);
        });
    }

    private static Duration durationOr(Node node, Duration unwritten) {
        return node.isWritten() ? Durations.timeout(node) : unwritten;
    }

    private static int countOr(Node node, int unwritten) {
        return node.isWritten() ? Scalars.integer(node, 1, MOST_IN_A_ROW) : unwritten;
    }
}
