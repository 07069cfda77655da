/** Sites that were put in maintenance, or out of it, by hand: what the file says, and what it says no more. */
@NullMarked
package frontdoor.maintenance;

import org.jspecify.annotations.NullMarked;
