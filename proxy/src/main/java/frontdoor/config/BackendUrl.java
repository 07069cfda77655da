package frontdoor.config;

import frontdoor.hosts.ServerPlace;

/**
 * A server behind the front door, as it was written.
 *
 * @param tls whether it is spoken to over TLS
 */
public record BackendUrl(ServerPlace place, boolean tls) {
    /** A port that is spoken to in the clear. */
    public BackendUrl(String host, int port) {
        this(new ServerPlace.Port(host, port), false);
    }

    /** {@code http://legacy:8080}, {@code https://legacy:8443}, {@code unix:/run/legacy.sock} or {@code srv:_http._tcp.legacy}. */
    @Override
    public String toString() {
        return switch (place) {
            case ServerPlace.Port port -> (tls ? "https://" : "http://") + port;
            case ServerPlace.SocketFile _, ServerPlace.Service _ -> place.toString();
        };
    }
}
