package frontdoor.upstream;

/** Some peers, as whoever chooses among them knows them. */
public interface PeerSet {
    /** Whether this very peer is one of them. */
    boolean contains(Peer peer);
}
