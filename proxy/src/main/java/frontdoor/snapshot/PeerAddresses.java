package frontdoor.snapshot;

import static java.util.Objects.requireNonNull;

import frontdoor.config.BackendUrl;
import frontdoor.config.PeerProtocol;
import frontdoor.config.UpstreamConfig;
import frontdoor.config.UpstreamTls;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.PeerTls;
import frontdoor.hosts.ServerPlace;
import frontdoor.pairs.BackendCredentials;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a server that was written in an upstream what identifies its peer.
 *
 * @param credentials what was read for the terms of TLS
 */
record PeerAddresses(Map<UpstreamTls, BackendCredentials> credentials) {
    PeerAddress of(UpstreamConfig upstream, BackendUrl server) {
        return new PeerAddress(
                server.place(),
                tls(upstream.settings().tls(), server),
                upstream.settings().proxyProtocol(),
                upstream.settings().protocol() == PeerProtocol.HTTP_2);
    }

    private @Nullable PeerTls tls(UpstreamTls terms, BackendUrl server) {
        if (!server.tls()) {
            return null;
        }
        String own = switch (server.place()) {
            case ServerPlace.Port(String host, int _) -> host;
            case ServerPlace.SocketFile _, ServerPlace.Service _ -> "";
        };
        return new PeerTls(requireNonNull(credentials.get(terms)), terms.name().orElse(own));
    }
}
