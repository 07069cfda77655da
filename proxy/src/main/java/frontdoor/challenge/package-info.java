/** The answers to an authority that asks on port 80 whether a host is ours, while it asks. */
@NullMarked
package frontdoor.challenge;

import org.jspecify.annotations.NullMarked;
