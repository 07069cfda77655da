/** Tallies of one event loop, which anybody may read. */
@NullMarked
package frontdoor.tally;

import org.jspecify.annotations.NullMarked;
