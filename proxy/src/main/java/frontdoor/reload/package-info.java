/** Watches files and swaps what changed in them. */
@NullMarked
package frontdoor.reload;

import org.jspecify.annotations.NullMarked;
