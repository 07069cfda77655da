package frontdoor.hosts;

import static java.util.Objects.requireNonNull;

/** The place where a server behind the front door is found. */
public sealed interface ServerPlace {
    /**
     * A port of a host.
     *
     * @param host a DNS name or an IP address, IPv6 without brackets
     * @param port 1 to 65535
     */
    record Port(String host, int port) implements ServerPlace {
        public Port {
            requireNonNull(host);
        }

        /** {@code legacy:8080} or {@code [::1]:8080}. */
        @Override
        public String toString() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * A socket of this machine.
     *
     * @param path an absolute path
     */
    record SocketFile(String path) implements ServerPlace {
        public SocketFile {
            requireNonNull(path);
        }

        /** {@code unix:/run/shop.sock}. */
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * The hosts and ports that the SRV records of a name list (RFC 2782).
     *
     * @param name such as {@code _http._tcp.shop.internal}
     */
    record Service(String name) implements ServerPlace {
        public Service {
            requireNonNull(name);
        }

        /** {@code srv:_http._tcp.shop.internal}. */
        @Override
        public String toString() {
            return "srv:" + name;
        }
    }
}
