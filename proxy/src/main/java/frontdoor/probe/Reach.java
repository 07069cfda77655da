package frontdoor.probe;

import frontdoor.listen.BoundPort;
import frontdoor.listen.ProbeSources;
import java.time.Duration;
import java.util.List;

/**
 * How the process reaches itself.
 *
 * @param ports what it listens on
 * @param http2 whether HTTP/2 is offered over TLS
 * @param sources where connections are marked
 * @param patience for one connection with all its questions; positive
 */
public record Reach(List<BoundPort> ports, boolean http2, ProbeSources sources, Duration patience) {
    public Reach {
        ports = List.copyOf(ports);
    }
}
