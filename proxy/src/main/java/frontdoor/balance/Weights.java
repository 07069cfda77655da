package frontdoor.balance;

import java.util.random.RandomGenerator;

/**
 * The weights of a group's servers, and drawing lots by them.
 *
 * <h2>Threads</h2>
 *
 * Immutable.
 */
public final class Weights {
    /** The most that one server may weigh. */
    public static final int MOST = 256;

    /** Lots that are drawn before those who fit are counted: nearly always the first one fits. */
    private static final int LOTS = 4;

    private final int[] of;
    /** The weights up to each server, itself included. */
    private final int[] upTo;

    private final boolean equal;

    /** The weights of all servers in their order, each 0 to {@link #MOST}; at least one server. */
    public Weights(int... of) {
        this.of = of.clone();
        this.upTo = new int[of.length];
        boolean same = of[0] > 0;
        int sum = 0;
        for (int i = 0; i < of.length; i++) {
            sum += of[i];
            upTo[i] = sum;
            same &= of[i] == of[0];
        }
        equal = same;
    }

    /** How many servers there are. */
    int size() {
        return of.length;
    }

    /** The weight of server {@code i}. */
    public int of(int i) {
        return of[i];
    }

    /** The sum of all weights. */
    int sum() {
        return upTo[upTo.length - 1];
    }

    /** Draws any server by its weight, whether it fits or not; {@link Balance#NONE} if all have a weight of 0. */
    int draw(RandomGenerator random) {
        if (equal) {
            return random.nextInt(of.length);
        }
        return sum() == 0 ? Balance.NONE : find(random.nextInt(sum()));
    }

    /** The server whose part of the sum {@code lot} falls into. */
    private int find(int lot) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] <= lot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Draws one that fits, or one that does not fit and claims this choice for itself; or {@link Balance#NONE}. */
    int drawOrYield(Candidates servers, RandomGenerator random) {
        int i = draw(random);
        if (i < 0) {
            return Balance.NONE;
        }
        boolean chosen = servers.fits(i) ? isAdmitted(servers.share(i), random) : servers.claims(i);
        return chosen ? i : drawFitting(servers, Balance.NONE, random);
    }

    /** Draws one that fits by its weight and share, but not {@code except}; or {@link Balance#NONE}. */
    int drawFitting(Candidates servers, int except, RandomGenerator random) {
        for (int lot = 0; lot < LOTS; lot++) {
            int i = drawBut(except, random);
            if (i >= 0 && i != except && servers.fits(i) && isAdmitted(servers.share(i), random)) {
                return i;
            }
        }
        return drawOfAll(servers, except, random);
    }

    /** Where all weigh the same, {@code except} need not be drawn to be passed over. */
    private int drawBut(int except, RandomGenerator random) {
        if (!equal || except < 0 || of.length == 1) {
            return draw(random);
        }
        int i = random.nextInt(of.length - 1);
        return i < except ? i : i + 1;
    }

    /** Whether one of this share is taken when its lot is drawn. */
    static boolean isAdmitted(int share, RandomGenerator random) {
        return share == Candidates.WHOLE || random.nextInt(Candidates.WHOLE) < share;
    }

    private int drawOfAll(Candidates servers, int except, RandomGenerator random) {
        long sum = 0;
        for (int i = 0; i < of.length; i++) {
            sum += i != except && servers.fits(i) ? part(servers, i) : 0;
        }
        if (sum == 0) {
            return Balance.NONE;
        }
        long lot = random.nextLong(sum);
        for (int i = 0; i < of.length; i++) {
            lot -= i != except && servers.fits(i) ? part(servers, i) : 0;
            if (lot < 0) {
                return i;
            }
        }
        return Balance.NONE;
    }

    /** What server {@code i} counts at the moment. */
    long part(Candidates servers, int i) {
        return (long) of[i] * servers.share(i);
    }
}
