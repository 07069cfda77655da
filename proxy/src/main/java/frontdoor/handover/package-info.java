/** Places and state on their way from a process that serves to the one that takes over from it, over a socket in the state directory. */
@NullMarked
package frontdoor.handover;

import org.jspecify.annotations.NullMarked;
