package frontdoor.loop;

import org.jspecify.annotations.Nullable;

/** A doubly linked ring of deadlines, so that any of them can leave in constant time, also while others are fired. */
final class Ring extends RingLink {
    void append(Deadline deadline) {
        deadline.previous = previous;
        deadline.next = this;
        previous.next = deadline;
        previous = deadline;
    }

    @Nullable
    Deadline first() {
        return next instanceof Deadline deadline ? deadline : null;
    }

    /** Moves everything to an empty ring. */
    void moveTo(Ring other) {
        if (next == this) {
            return;
        }
        other.next = next;
        other.previous = previous;
        other.next.previous = other;
        other.previous.next = other;
        next = this;
        previous = this;
    }
}
