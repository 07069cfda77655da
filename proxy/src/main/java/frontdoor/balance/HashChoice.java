package frontdoor.balance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The same server for the same key, as long as it fits. Each server draws a lot for each key, and the highest one wins (rendezvous
 * hashing, weighted as in "Weighted Distributed Hash Tables", Schindelhauer and Schomaker 2005): with one server more or less only its
 * own share of the keys moves, and it comes from, or goes to, all others alike. The order of the servers does not matter.
 */
public final class HashChoice implements Balance {
    private static final double TO_UNIT = 0x1p-53;

    private final Weights weights;
    private final long[] names;

    /**
     * A choice among servers that are known by these names.
     *
     * @param names the key of each server's address ({@link HashKey}), in the order of the weights
     */
    public HashChoice(Weights weights, long... names) {
        this.weights = weights;
        this.names = Arrays.copyOf(names, names.length);
    }

    @Override
    public boolean usesKey() {
        return true;
    }

    @Override
    public int pick(Candidates servers, long key, RandomGenerator random) {
        int best = NONE;
        double bestLot = 0;
        int first = NONE;
        double firstLot = 0;
        for (int i = 0; i < names.length; i++) {
            double lot = lot(key, names[i]) * weights.part(servers, i);
            if (lot > firstLot) {
                first = i;
                firstLot = lot;
            }
            if (lot > bestLot && servers.fits(i)) {
                best = i;
                bestLot = lot;
            }
        }
        return first != best && first >= 0 && servers.claims(first) ? first : best;
    }

    /** Above 0; multiplied by the weights, the highest of several belongs to each as often as it weighs. */
    private static double lot(long key, long name) {
        double unit = ((HashKey.mixed(key ^ name) >>> 11) + 0.5) * TO_UNIT;
        return -1 / Math.log(unit);
    }
}
