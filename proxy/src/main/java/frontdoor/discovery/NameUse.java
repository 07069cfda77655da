package frontdoor.discovery;

import java.util.Comparator;

/** A host name and where clients sent it. */
record NameUse(String name, Where where) implements Comparable<NameUse> {
    /** Where a client names the host it wants. */
    enum Where {
        /** In a ClientHello. */
        SERVER_NAME,
        /** In a request over TLS. */
        SECURE,
        /** In a request in the clear. */
        PLAINTEXT
    }

    private static final Comparator<NameUse> ORDER =
            Comparator.comparing(NameUse::name).thenComparing(NameUse::where);

    @Override
    public int compareTo(NameUse other) {
        return ORDER.compare(this, other);
    }
}
