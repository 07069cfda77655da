/** What browsers were promised, per host: a pure model with its bounds, and the file that keeps it. */
@NullMarked
package frontdoor.ledger;

import org.jspecify.annotations.NullMarked;
