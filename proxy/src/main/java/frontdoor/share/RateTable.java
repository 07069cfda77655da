package frontdoor.share;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of all clients that a rate limit holds for: for each the moment at which it would be full again (a virtual schedule, as ITU-T I.371
 * has it).
 *
 * <p>It takes 2 MiB, once there is a limit, and never more: there are places for 131072 buckets, eight of which a bucket can be in. When
 * those are taken, the one that is full soonest makes room, which forgets little. Where a client's bucket is depends on a
 * number that nobody outside knows.
 *
 * <h2>Threads</h2>
 *
 * Any, without a lock. When two clients want the same place in the same instant, one of them may be let in once more than it should.
 */
public final class RateTable {
    private static final int WAYS = 8;
    private static final int PLACES = 1 << 17;

    private final AtomicReference<@Nullable Buckets> buckets = new AtomicReference<>();

    /**
     * Takes a request out of a client's bucket.
     *
     * @param now nanoseconds of a clock that all callers share
     * @return 0, or how many nanoseconds it takes until there is one
     */
    public long take(ClientKey client, RateLimit limit, long now) {
        Buckets there = buckets.get();
        return (there == null ? open(now) : there).take(client, limit, now);
    }

    private Buckets open(long now) {
        Buckets opened = new Buckets(now);
        Buckets first = buckets.compareAndExchange(null, opened);
        return first == null ? opened : first;
    }

    private static final class Buckets {
        private final long opened;
        private final long seed = ThreadLocalRandom.current().nextLong();
        /** Of each place: whose it is, or 0. */
        private final AtomicLongArray owners = new AtomicLongArray(PLACES);
        /** Of each place: when it is full, in nanoseconds since the table was opened. */
        private final AtomicLongArray full = new AtomicLongArray(PLACES);

        Buckets(long opened) {
            this.opened = opened;
        }

        long take(ClientKey client, RateLimit limit, long now) {
            long since = Math.max(0, now - opened);
            int place = placeOf(ownerOf(client, limit));
            while (true) {
                long fullAt = full.get(place);
                long next = Math.max(fullAt, since) + limit.interval();
                long wait = next - limit.window() - since;
                if (wait > 0) {
                    return wait;
                }
                if (full.compareAndSet(place, fullAt, next)) {
                    return 0;
                }
            }
        }

        private long ownerOf(ClientKey client, RateLimit limit) {
            long owner = mixed(mixed(mixed(client.network() ^ seed) ^ client.address()) ^ limit.id());
            return owner == 0 ? 1 : owner;
        }

        /** Spreads a change of any bit over all of them (Stafford's variant 13 of the finalizer of MurmurHash3). */
        private static long mixed(long value) {
            long first = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
            long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
            return second ^ (second >>> 31);
        }

        private int placeOf(long owner) {
            int first = (int) (owner >>> 47) & -WAYS;
            int soonest = first;
            for (int place = first; place < first + WAYS; place++) {
                if (owners.get(place) == owner) {
                    return place;
                }
                if (full.get(place) < full.get(soonest)) {
                    soonest = place;
                }
            }
            owners.set(soonest, owner);
            full.set(soonest, 0);
            return soonest;
        }
    }
}
