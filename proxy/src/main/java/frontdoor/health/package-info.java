/** The health of servers as a model: pure, with time as a parameter. */
@NullMarked
package frontdoor.health;

import org.jspecify.annotations.NullMarked;
