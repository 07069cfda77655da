package frontdoor.balance;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * One after the other, each as often as it weighs, and those that weigh more spread over the round: 5, 1 and 1 go a a b a c a a.
 *
 * <p>A server that does not fit is passed over, and the round goes on behind it: its share goes to all others alike.
 */
public final class RoundRobin implements Balance {
    private final Weights weights;
    /** The servers of one round. */
    private final int[] round;

    private final AtomicInteger next = new AtomicInteger();

    /** One that begins with the first server; all event loops go through the same round. */
    public RoundRobin(Weights weights) {
        this.weights = weights;
        this.round = roundOf(weights);
    }

    /** The smooth order of nginx: each gains its weight in every step, and who has most is next and pays for all. */
    private static int[] roundOf(Weights weights) {
        int divisor = 0;
        for (int i = 0; i < weights.size(); i++) {
            divisor = divisorOf(divisor, weights.of(i));
        }
        int[] round = new int[divisor == 0 ? 0 : weights.sum() / divisor];
        int[] gained = new int[weights.size()];
        for (int step = 0; step < round.length; step++) {
            int most = 0;
            for (int i = 0; i < gained.length; i++) {
                gained[i] += weights.of(i) / divisor;
                most = gained[i] > gained[most] ? i : most;
            }
            gained[most] -= round.length;
            round[step] = most;
        }
        return round;
    }

    private static int divisorOf(int a, int b) {
        return b == 0 ? a : divisorOf(b, a % b);
    }

    @Override
    public int pick(Candidates servers, long key, RandomGenerator random) {
        for (int tries = 0; tries < round.length; tries++) {
            int i = round[Math.floorMod(next.getAndIncrement(), round.length)];
            if (servers.fits(i)) {
                // One that has just come back is passed over as often as its share says.
                if (Weights.isAdmitted(servers.share(i), random)) {
                    return i;
                }
            } else if (tries == 0 && servers.claims(i)) {
                return i;
            }
        }
        return weights.drawFitting(servers, NONE, random);
    }

    /** The servers of one round, for tests. */
    int[] round() {
        return Arrays.copyOf(round, round.length);
    }
}
