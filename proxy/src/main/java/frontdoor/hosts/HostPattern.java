package frontdoor.hosts;

/** The hosts that a site answers for; all in lower case, without a trailing dot and without a port. */
public sealed interface HostPattern {
    /** What {@code text} stands for, which somebody has found to be good: all in lower case, as below. */
    static HostPattern of(String text) {
        if (text.equals("*")) {
            return new Any();
        }
        if (text.startsWith("*.")) {
            return new Wildcard(text);
        }
        return Addresses.isHost(text) ? new Address(text) : new Name(text);
    }

    /** As it is written. */
    String text();

    /** Whether it stands for DNS names and for nothing else, so that a certificate can name whatever it stands for. */
    default boolean isNamed() {
        return this instanceof Name || this instanceof Wildcard;
    }

    /** One DNS name, {@code www.example.com}: A-labels only. */
    record Name(String text) implements HostPattern {}

    /** Every name with exactly one label before the parent: {@code *.example.com}. */
    record Wildcard(String text) implements HostPattern {
        /** {@code example.com} of {@code *.example.com}. */
        public String parent() {
            return text.substring(2);
        }
    }

    /** An IP address as it stands in a Host field: {@code 192.0.2.1}, or {@code [2001:db8::1]} as RFC 5952 writes it. */
    record Address(String text) implements HostPattern {}

    /** {@code *}: every host, and requests that name none. */
    record Any() implements HostPattern {
        @Override
        public String text() {
            return "*";
        }
    }
}
