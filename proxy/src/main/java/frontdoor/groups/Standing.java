package frontdoor.groups;

import frontdoor.connect.PeerAddress;

/**
 * A server in a group: the key that its health is kept under while configurations come and go.
 *
 * @param group the name of the group
 */
record Standing(String group, PeerAddress server) {}
