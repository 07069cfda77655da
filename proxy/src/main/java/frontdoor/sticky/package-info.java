/** Cookies of ours that bring a client back to the server it had: what is in them, and the key that they are signed with. */
@NullMarked
package frontdoor.sticky;

import org.jspecify.annotations.NullMarked;
