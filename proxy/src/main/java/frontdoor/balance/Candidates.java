package frontdoor.balance;

/**
 * The servers of a group as a choice among them sees them, each by its place in the list.
 *
 * <h2>Threads</h2>
 *
 * Confined to one choice.
 */
public interface Candidates {
    /** A {@link #share} that is whole. */
    int WHOLE = 1000;

    /** How many there are, at least 1. */
    int size();

    /** Whether server {@code i} may be chosen. */
    boolean fits(int i);

    /**
     * Whether server {@code i}, which does not fit, is chosen all the same because this request is the one that finds out whether it is
     * back. Asked once for each choice, of the server that the choice has come upon first: a yes has to be followed.
     */
    boolean claims(int i);

    /** The part of its weight that counts at the moment, in thousandths: 1 to {@link #WHOLE}. */
    int share(int i);

    /** Requests that it has at the moment. */
    int inFlight(int i);
}
