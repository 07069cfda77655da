package frontdoor.observe;

import frontdoor.http.Method;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counts of one site's answers on one event loop, by method and exact status: a place for each pair that was seen, of which there are
 * a few, whatever a backend could send.
 *
 * <h2>Threads</h2>
 *
 * Written on its loop alone; read by whoever scrapes, perhaps a moment late.
 */
@SuppressWarnings("EnumOrdinal") // It is a part of the key, and never leaves the memory of this process.
final class StatusTally {
    private static final Method[] METHODS = Method.values();
    /** More than any status (RFC 9110 15: three digits). */
    private static final int STATUSES = 1_000;

    private static final int FIRST_PLACES = 8;
    /** Spreads keys that are near each other (Knuth's multiplicative hashing). */
    private static final int SPREAD = 0x9E37_79B9;

    private volatile Places places = new Places(FIRST_PLACES);
    private int used;

    /** Hears of a count. */
    interface Reader {
        void onCount(Method method, int status, long count);
    }

    /** One more answer of this status, 0 to 999; 0 if there was none. */
    void count(Method method, int status) {
        int key = method.ordinal() * STATUSES + status;
        Places current = places;
        int place = current.of(key);
        if (current.counts.getPlain(place) == 0) {
            current = roomy(current);
            place = current.of(key);
            current.keys[place] = key;
            used++;
        }
        current.counts.setRelease(place, current.counts.getPlain(place) + 1);
    }

    /** With a place to spare for each that is taken: looking for one that is free comes to its end soon. */
    private Places roomy(Places current) {
        int length = current.keys.length;
        if (used < length / 2) {
            return current;
        }
        Places more = new Places(2 * length);
        current.each((key, count) -> {
            int place = more.of(key);
            more.keys[place] = key;
            more.counts.setPlain(place, count);
        });
        places = more;
        return more;
    }

    /** Tells {@code reader} of every pair that was counted. */
    void read(Reader reader) {
        places.each((key, count) -> reader.onCount(METHODS[key / STATUSES], key % STATUSES, count));
    }

    private interface Place {
        void is(int key, long count);
    }

    /** Keys and their counts; a place whose count is 0 is free, and a key is there before its count. */
    private static final class Places {
        private final int[] keys;
        private final AtomicLongArray counts;

        private Places(int length) {
            keys = new int[length];
            counts = new AtomicLongArray(length);
        }

        /** Where the key is, or has to be put. */
        private int of(int key) {
            int mask = keys.length - 1;
            int place = key * SPREAD >>> 16 & mask;
            while (counts.getPlain(place) != 0 && keys[place] != key) {
                place = place + 1 & mask;
            }
            return place;
        }

        private void each(Place reader) {
            for (int place = 0; place < keys.length; place++) {
                long count = counts.getAcquire(place);
                if (count != 0) {
                    reader.is(keys[place], count);
                }
            }
        }
    }
}
