package frontdoor.balance;

import java.util.random.RandomGenerator;

/**
 * The less busy of two that are drawn by weight: nearly as even as looking at all of them, and without the herd that follows whoever is
 * the least busy of all ("The Power of Two Choices in Randomized Load Balancing", Mitzenmacher 2001).
 *
 * @param weights of the servers
 */
public record LeastRequests(Weights weights) implements Balance {
    @Override
    public int pick(Candidates servers, long key, RandomGenerator random) {
        int first = weights.drawOrYield(servers, random);
        if (first < 0 || !servers.fits(first)) {
            return first;
        }
        int second = weights.drawFitting(servers, first, random);
        return second >= 0 && isLessBusy(servers, second, first) ? second : first;
    }

    /** By requests for each part of the weight. Where it is equal, as when nobody is busy, the one drawn first has its share. */
    private boolean isLessBusy(Candidates servers, int one, int other) {
        return servers.inFlight(one) * weights.part(servers, other)
                < servers.inFlight(other) * weights.part(servers, one);
    }
}
