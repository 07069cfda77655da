package frontdoor.groups;

import frontdoor.balance.Balance;
import frontdoor.balance.Candidates;
import frontdoor.balance.HashChoice;
import frontdoor.balance.HashKey;
import frontdoor.balance.LeastRequests;
import frontdoor.balance.RandomChoice;
import frontdoor.balance.RoundRobin;
import frontdoor.balance.Weights;
import frontdoor.config.BalanceConfig;
import frontdoor.loop.Loop;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a group that a choice is among: all that are no backups, or all that are; of services those that have the same priority.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops; each goes through the servers with a {@link Round} of its own, so that a choice allocates nothing.
 */
final class Tier {
    private final Member[] members;
    private final Weights weights;
    private final Balance balance;
    /** For requests that have nothing that the balance could depend on. */
    private final Balance keyless;

    private final Round[] rounds;

    /** At least one server, among which is chosen by {@code written} on each of {@code loops}. */
    Tier(List<Member> members, BalanceConfig written, List<Loop> loops) {
        this.members = members.toArray(Member[]::new);
        this.weights = new Weights(
                members.stream().mapToInt(member -> member.written().weight()).toArray());
        this.balance = balance(written);
        this.keyless = balance.usesKey() ? new LeastRequests(weights) : balance;
        this.rounds = loops.stream().map(loop -> new Round(this.members, loop)).toArray(Round[]::new);
    }

    private Balance balance(BalanceConfig written) {
        return switch (written) {
            case LEAST_REQUESTS -> new LeastRequests(weights);
            case ROUND_ROBIN -> new RoundRobin(weights);
            case RANDOM -> new RandomChoice(weights);
            case HASH -> new HashChoice(weights, names());
        };
    }

    private long[] names() {
        long[] names = new long[members.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = HashKey.of(members[i].peer().address().toString());
        }
        return names;
    }

    /** Begins a choice on {@code loop}. */
    Round begin(Loop loop, int attempt, long tried) {
        Round round = rounds[loop.index()];
        round.tried = tried;
        round.mayClaim = attempt == 0;
        return round;
    }

    /** Picks one of those that are no worse than {@code rank}, or null; {@code key} counts if {@code keyed}. */
    @Nullable
    Member pick(Round round, int rank, boolean keyed, long key) {
        round.rank = rank;
        // Whoever has a server of its own waits for that one.
        round.waits = keyed;
        int i = (keyed ? balance : keyless).pick(round, key, ThreadLocalRandom.current());
        return i >= 0 ? members[i] : rank == Member.GOOD ? null : round.any();
    }

    /** The servers as one choice on one event loop sees them. */
    static final class Round implements Candidates {
        private final Member[] members;
        private final Loop loop;
        private long tried;
        private boolean mayClaim;
        private boolean waits;
        private int rank;

        private Round(Member[] members, Loop loop) {
            this.members = members;
            this.loop = loop;
        }

        /** The best that there is among those with a weight. */
        int bestRank() {
            int best = Member.DOWN;
            for (int i = 0; i < members.length; i++) {
                if (members[i].written().weight() > 0) {
                    best = Math.min(best, rankOf(i));
                }
            }
            return best;
        }

        /** Any that may be asked, for a choice that other event loops have overtaken; or null. */
        private @Nullable Member any() {
            for (Member member : members) {
                if (member.written().weight() > 0 && !member.isDown()) {
                    return member;
                }
            }
            return null;
        }

        private int rankOf(int i) {
            int of = members[i].rank(loop, (tried & members[i].bit()) != 0);
            return waits && of == Member.FULL ? Member.GOOD : of;
        }

        @Override
        public int size() {
            return members.length;
        }

        @Override
        public boolean fits(int i) {
            return rankOf(i) <= rank;
        }

        @Override
        public boolean claims(int i) {
            return mayClaim && rank == Member.GOOD && members[i].claims(loop.roughNanoTime());
        }

        @Override
        public int share(int i) {
            return members[i].share(loop.roughNanoTime());
        }

        @Override
        public int inFlight(int i) {
            return members[i].peer().inFlight();
        }
    }
}
