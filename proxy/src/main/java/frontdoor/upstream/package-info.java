/** Groups of backends, their peers, and connection pools per event loop. */
@NullMarked
package frontdoor.upstream;

import org.jspecify.annotations.NullMarked;
