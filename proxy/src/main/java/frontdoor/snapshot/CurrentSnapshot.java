package frontdoor.snapshot;

import java.util.function.Supplier;

/** The snapshot in force: read once per exchange, swapped by one volatile write. */
public final class CurrentSnapshot implements Supplier<Snapshot> {
    private volatile Snapshot snapshot;

    /** Starts with this snapshot. */
    public CurrentSnapshot(Snapshot first) {
        snapshot = first;
    }

    @Override
    public Snapshot get() {
        return snapshot;
    }

    /** From now on new exchanges see {@code next}; those in flight keep theirs. */
    public void swap(Snapshot next) {
        snapshot = next;
    }
}
