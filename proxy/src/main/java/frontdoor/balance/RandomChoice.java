package frontdoor.balance;

import java.util.random.RandomGenerator;

/**
 * Any one, by weight.
 *
 * @param weights of the servers
 */
public record RandomChoice(Weights weights) implements Balance {
    @Override
    public int pick(Candidates servers, long key, RandomGenerator random) {
        return weights.drawOrYield(servers, random);
    }
}
