package frontdoor.upstream;

import frontdoor.share.ClientKey;
import frontdoor.share.Places;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one event loop that wait for a connection to one backend, or for a stream of one: clients take turns, the requests of each in their order.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #size()}.
 */
final class WaitingLine {
    private final Places queue;
    /** The client whose turn is next comes first. */
    private final Map<ClientKey, Deque<WaitingRequest>> byClient = new LinkedHashMap<>();

    private volatile int size;

    /** A line whose requests take places in {@code queue}, together with the lines of other loops. */
    WaitingLine(Places queue) {
        this.queue = queue;
    }

    /** An empty line whose requests take places in the same queue. */
    WaitingLine another() {
        return new WaitingLine(queue);
    }

    /** Requests that wait. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Lets a request wait, unless as many do as may. */
    boolean add(WaitingRequest request) {
        if (!queue.tryTake(request.client())) {
            return false;
        }
        request.onPlaced();
        addComing(request);
        return true;
    }

    /** Lets a request wait for what is on its way to it: it takes no place in the queue. */
    void addComing(WaitingRequest request) {
        byClient.computeIfAbsent(request.client(), _ -> new ArrayDeque<>()).add(request);
        changeSize(1);
    }

    /** The one whose turn is next; there has to be one. */
    WaitingRequest first() {
        return byClient.values().iterator().next().element();
    }

    /** Takes that one out. */
    WaitingRequest poll() {
        WaitingRequest next = poll(_ -> true);
        if (next == null) {
            throw new IllegalStateException("nobody waits");
        }
        return next;
    }

    /** A request that waits waits no longer. */
    void remove(WaitingRequest request) {
        Deque<WaitingRequest> others = byClient.get(request.client());
        if (others != null && others.remove(request)) {
            if (others.isEmpty()) {
                byClient.remove(request.client());
            }
            onLeft(request);
        }
    }

    /** Takes out the first of those that are next of their client and that {@code admits} lets pass; or returns null. */
    @Nullable
    WaitingRequest poll(Predicate<WaitingRequest> admits) {
        Iterator<Map.Entry<ClientKey, Deque<WaitingRequest>>> clients =
                byClient.entrySet().iterator();
        while (clients.hasNext()) {
            Map.Entry<ClientKey, Deque<WaitingRequest>> client = clients.next();
            if (admits.test(client.getValue().element())) {
                Deque<WaitingRequest> requests = client.getValue();
                WaitingRequest next = requests.remove();
                clients.remove();
                if (!requests.isEmpty()) {
                    byClient.put(next.client(), requests);
                }
                onLeft(next);
                return next;
            }
        }
        return null;
    }

    private void onLeft(WaitingRequest request) {
        if (request.isPlaced()) {
            queue.give(request.client());
        }
        request.withdraw();
        changeSize(-1);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written by one thread.
    private void changeSize(int by) {
        size += by;
    }
}
