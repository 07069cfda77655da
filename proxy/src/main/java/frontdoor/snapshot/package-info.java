/** Everything configured, built once, immutable, and swapped by one volatile write. */
@NullMarked
package frontdoor.snapshot;

import org.jspecify.annotations.NullMarked;
