/** Access log and metrics, as listeners of exchanges. */
@NullMarked
package frontdoor.observe;

import org.jspecify.annotations.NullMarked;
