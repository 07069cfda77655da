package frontdoor.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often keys are seen in bounded memory: the frequent ones are kept, whatever stream of rare ones comes between
 * (Space-Saving; Metwally, Agrawal and El Abbadi, 2005).
 *
 * <p>A full table gives the place of its lightest key to a new one, which inherits the weight, so that it is not thrown out again at
 * once. What is shown is the count since the key has its place, which is never too high; the rest is in {@link #others()}.
 *
 * <h2>Threads</h2>
 *
 * Confined to its owner.
 */
final class HeavyHitters<K extends Comparable<K>> {
    /**
     * A key and what is known of it.
     *
     * @param count how often it was seen since it is kept
     * @param lastSeen in seconds since the epoch
     */
    record Row<K>(K key, long count, long lastSeen) {}

    private static final class Place {
        final long inherited;
        long count;
        long lastSeen;

        Place(long inherited) {
            this.inherited = inherited;
        }

        long weight() {
            return inherited + count;
        }
    }

    private final int capacity;
    private final Map<K, Place> places = new HashMap<>();
    private long total;

    /** Keeps {@code capacity} keys. */
    HeavyHitters(int capacity) {
        this.capacity = capacity;
    }

    /** Counts {@code times} more of {@code key}. */
    void add(K key, long times, long epochSecond) {
        total += times;
        Place place = places.get(key);
        if (place == null) {
            place = new Place(places.size() < capacity ? 0 : removeLightest());
            places.put(key, place);
        }
        place.count += times;
        place.lastSeen = Math.max(place.lastSeen, epochSecond);
    }

    /** Of keys of the same weight, the one that was not seen for the longest time goes. */
    private long removeLightest() {
        Map.Entry<K, Place> lightest = places.entrySet().stream()
                .min(Comparator.comparingLong(
                                (Map.Entry<K, Place> entry) -> entry.getValue().weight())
                        .thenComparingLong(entry -> entry.getValue().lastSeen))
                .orElseThrow();
        places.remove(lightest.getKey());
        return lightest.getValue().weight();
    }

    /** What is kept, the most frequent first. */
    List<Row<K>> rows() {
        List<Row<K>> rows = new ArrayList<>(places.size());
        places.forEach((key, place) -> rows.add(new Row<>(key, place.count, place.lastSeen)));
        rows.sort(Comparator.comparingLong((Row<K> row) -> -row.count()).thenComparing(Row::key));
        return rows;
    }

    /** How often anything was seen. */
    long total() {
        return total;
    }

    /** How often keys were seen that have no place any more. */
    long others() {
        return total - places.values().stream().mapToLong(place -> place.count).sum();
    }
}
