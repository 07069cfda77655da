/** Who a client is, and what each may hold of what is scarce. */
@NullMarked
package frontdoor.share;

import org.jspecify.annotations.NullMarked;
