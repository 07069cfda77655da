/** The ledger of what browsers were promised, per host: a pure model with its bounds. */
@NullMarked
package frontdoor.ledger;

import org.jspecify.annotations.NullMarked;
