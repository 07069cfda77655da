/** Binds, accepts, and composes the client pipeline. */
@NullMarked
package frontdoor.listen;

import org.jspecify.annotations.NullMarked;
