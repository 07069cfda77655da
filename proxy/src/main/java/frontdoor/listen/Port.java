package frontdoor.listen;

import frontdoor.hosts.ListenAddress;

/** A configured port and what is spoken there. */
public record Port(ListenAddress address, Speaks speaks) {
    /** The protocol that the first octets of a client are expected to be. */
    public enum Speaks {
        HTTP,
        TLS
    }

    /** The key of the configuration that names it. */
    String key() {
        return switch (speaks) {
            case HTTP -> "listen.plaintext";
            case TLS -> "listen.tls";
        };
    }

    /** A port where HTTP is spoken in the clear. */
    public static Port http(ListenAddress address) {
        return new Port(address, Speaks.HTTP);
    }

    /** A port where TLS is spoken. */
    public static Port tls(ListenAddress address) {
        return new Port(address, Speaks.TLS);
    }
}
