package frontdoor.config;

import frontdoor.hocon.Node;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A block of settings, over those that hold where it writes nothing: of thousands of blocks each reads only what it writes itself.
 *
 * @param block over its defaults
 * @param shared what was read of its defaults; null where the block is the defaults
 * @param own which keys the block may write
 */
record OverDefaults<S>(Node block, @Nullable S shared, Predicate<String> own) {
    OverDefaults(Node block, @Nullable S shared) {
        this(block, shared, _ -> true);
    }

    /** The setting {@code key} where what a block writes adds to what is shared: {@code written} gets its own alone, and the other. */
    <T> T stack(String key, BiFunction<Node, @Nullable T, T> written, Function<S, T> unwritten) {
        T below = shared == null ? null : unwritten.apply(shared);
        block.child(key);
        return below == null || own.test(key) && block.writes(key)
                ? written.apply(block.decidedBy(key).child(key), below)
                : below;
    }

    /** The setting {@code key}, by {@code written} where the block has it, else the one that is shared. */
    <T> T read(String key, Function<Node, T> written, Function<S, T> unwritten) {
        return shared == null || own.test(key) && block.writes(key)
                ? written.apply(block.child(key))
                : unwritten.apply(shared);
    }
}
