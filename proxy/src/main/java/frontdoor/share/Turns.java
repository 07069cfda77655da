package frontdoor.share;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that wait for their turn: the clients take turns, and those of one client come in order, so that whoever brings a thousand
 * at once keeps another one waiting for one of them.
 *
 * <h2>Threads</h2>
 *
 * Whoever has it sees to it that one thread at a time uses it.
 */
public final class Turns {
    /** The client whose turn is next comes first. */
    private final SequencedMap<ClientKey, Queue<Runnable>> waiting = new LinkedHashMap<>();

    /** Adds {@code work} of a client, behind what it has brought before. */
    public void add(ClientKey client, Runnable work) {
        waiting.computeIfAbsent(client, _ -> new ArrayDeque<>(1)).add(work);
    }

    /** Takes out what comes next; null when nothing waits. */
    public @Nullable Runnable next() {
        Map.Entry<ClientKey, Queue<Runnable>> first = waiting.pollFirstEntry();
        if (first == null) {
            return null;
        }
        Runnable work = first.getValue().poll();
        if (!first.getValue().isEmpty()) {
            waiting.putLast(first.getKey(), first.getValue());
        }
        return work;
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }
}
