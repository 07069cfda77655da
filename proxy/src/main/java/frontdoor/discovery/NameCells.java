package frontdoor.discovery;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The names that one event loop has seen of late, one per slot: for nearly every request, counting its host is one comparison.
 *
 * <h2>Threads</h2>
 *
 * {@link #count} on the loop, {@link #forEach} on any thread.
 */
final class NameCells {
    private static final int SLOTS = 256;

    private final AtomicReferenceArray<NameCell> cells = new AtomicReferenceArray<>(SLOTS);
    private final Gate gate;
    private final Consumer<NameCell> displaced;

    /** New names pass {@code gate}; those that have to make way for them go to {@code displaced}. */
    NameCells(Gate gate, Consumer<NameCell> displaced) {
        this.gate = gate;
        this.displaced = displaced;
    }

    /** Counts {@code name}; false if there were too many new ones in this second. */
    @SuppressWarnings("EnumOrdinal") // It spreads the slots, and never leaves the memory of this process.
    boolean count(String name, NameUse.Where where, long epochSecond) {
        int hash = name.hashCode() + where.ordinal();
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & SLOTS - 1;
        NameCell cell = cells.getPlain(slot);
        if (cell == null || !cell.isOf(name, where)) {
            if (!gate.pass(epochSecond)) {
                return false;
            }
            if (cell != null) {
                displaced.accept(cell);
            }
            cell = new NameCell(new NameUse(name, where));
            cells.setRelease(slot, cell);
        }
        cell.count(epochSecond);
        return true;
    }

    void forEach(Consumer<NameCell> reader) {
        for (int i = 0; i < SLOTS; i++) {
            NameCell cell = cells.getAcquire(i);
            if (cell != null) {
                reader.accept(cell);
            }
        }
    }
}
