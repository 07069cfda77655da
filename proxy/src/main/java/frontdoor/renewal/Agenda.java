package frontdoor.renewal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The agenda of things that are to be looked at, each at one instant, the soonest first. To look at it costs nothing while nothing is due,
 * however much there is.
 *
 * <p>For one thread. Things are told apart by {@code equals}.
 */
public final class Agenda<T> {
    private final Map<T, Entry<T>> entries = new HashMap<>();
    /** With those that another one has taken the place of: they are passed over, and are no more than there are things. */
    private final PriorityQueue<Entry<T>> queue = new PriorityQueue<>();

    private long puts;

    /** @param turn of several at one instant, the one that was put first comes first */
    private record Entry<T>(T what, Instant at, long turn) implements Comparable<Entry<T>> {
        @Override
        public int compareTo(Entry<T> other) {
            int order = at.compareTo(other.at);
            return order == 0 ? Long.compare(turn, other.turn) : order;
        }
    }

    /** Nothing is to be looked at. */
    public Agenda() {}

    /** Has {@code what} looked at from {@code at} on, and no more when it was to be looked at before. */
    public void put(T what, Instant at) {
        Entry<T> entry = new Entry<>(what, at, puts++);
        entries.put(what, entry);
        queue.add(entry);
        if (queue.size() > 2 * entries.size() + 1) {
            queue.clear();
            queue.addAll(entries.values());
        }
    }

    /** Takes the next one that is to be looked at by {@code now}; null where there is none. */
    public @Nullable T take(Instant now) {
        Entry<T> first = queue.peek();
        while (first != null && !first.at.isAfter(now)) {
            queue.remove();
            if (entries.remove(first.what, first)) {
                return first.what;
            }
            first = queue.peek();
        }
        return null;
    }
}
