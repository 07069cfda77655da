package frontdoor.promises;

import frontdoor.ledger.Ledger;
import java.io.IOException;
import java.util.List;

/**
 * The place where a ledger is kept beyond the end of its process.
 *
 * <p>Another process may write there too: whoever writes reads first.
 *
 * <h2>Threads</h2>
 *
 * Any that may block, one at a time.
 */
public interface LedgerStore {
    /**
     * The state of what was found.
     *
     * @param found whether there is a ledger at all
     * @param whole whether the current generation is there and nothing is wrong with it
     * @param readable whether what is there could be read at all; if not, it may say anything
     * @param faults one sentence for each part that something is wrong with, naming its place
     */
    record Found(Ledger ledger, boolean found, boolean whole, boolean readable, List<String> faults) {
        public Found {
            faults = List.copyOf(faults);
        }
    }

    /** Where it is, for people. */
    String place();

    /** Reads the current generation; what it cannot say, an earlier one does. Writes nothing. */
    Found read();

    /**
     * Makes {@code ledger} the current generation; it is still there after a crash once this returns.
     *
     * @param replace whether the generation that is there is not whole, and is not to push a good one out
     * @throws IOException when it could not be written; the generations that were there still are
     */
    void write(Ledger ledger, boolean replace) throws IOException;
}
