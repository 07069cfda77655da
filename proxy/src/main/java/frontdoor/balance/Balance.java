package frontdoor.balance;

import java.util.random.RandomGenerator;

/**
 * A way to choose one of a group's servers.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
public sealed interface Balance permits HashChoice, LeastRequests, RandomChoice, RoundRobin {
    /** No server fits, or all that do have a weight of 0. */
    int NONE = -1;

    /**
     * Picks one, or {@link #NONE}.
     *
     * @param key what the choice depends on, for those that depend on something ({@link HashKey})
     */
    int pick(Candidates servers, long key, RandomGenerator random);

    /** Whether the choice depends on a key. */
    default boolean usesKey() {
        return false;
    }
}
