package frontdoor.serve;

import frontdoor.hosts.ListenAddress;

/** The kind of what kept a front door from opening, for those who know a remedy of their own. */
public sealed interface Obstacle {
    /** Somebody else listens at {@code address}; {@code tls} tells which kind of port it was to be. */
    record PortTaken(ListenAddress address, boolean tls) implements Obstacle {}

    /** Another process has the state directory; {@code holder} is "process" with its number, as far as that is known. */
    record StateInUse(String holder) implements Obstacle {}

    /** Anything else, of which the message says all. */
    record Other() implements Obstacle {}
}
