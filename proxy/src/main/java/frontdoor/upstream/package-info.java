/** Connections to backends: who gets one, for how long, and on which a login lives; pools of them on every event loop. */
@NullMarked
package frontdoor.upstream;

import org.jspecify.annotations.NullMarked;
