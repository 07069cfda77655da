/** The door from its opening to its end: the wiring of all parts, signals, and what is watched meanwhile. */
@NullMarked
package frontdoor.serve;

import org.jspecify.annotations.NullMarked;
