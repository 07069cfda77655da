package frontdoor.connect;

import frontdoor.pairs.BackendCredentials;

/**
 * The terms of TLS with a peer: a part of what identifies it, so that no connection and no session serves under other terms.
 *
 * @param credentials what is believed and what is shown
 * @param name that the peer is asked for and whose certificate it has to present; empty for the one of the host that a service leads to
 */
public record PeerTls(BackendCredentials credentials, String name) {}
