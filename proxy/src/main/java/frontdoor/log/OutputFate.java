package frontdoor.log;

import org.jspecify.annotations.Nullable;

/**
 * The one who tells how an output fares.
 *
 * <h2>Threads</h2>
 *
 * Called on any, event loops included, so that nothing here may block.
 */
public interface OutputFate {
    /**
     * Lines are lost from now on; called once until {@link #onAgain}.
     *
     * @param cause why they cannot be written; null if nobody takes what is written
     */
    void onFailing(@Nullable Throwable cause);

    /** Lines are written again, and none waits; {@code lost} of them were not written since {@link #onFailing}. */
    void onAgain(long lost);
}
