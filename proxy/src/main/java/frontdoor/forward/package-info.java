/** The one core: an exchange from its head to its end. */
@NullMarked
package frontdoor.forward;

import org.jspecify.annotations.NullMarked;
