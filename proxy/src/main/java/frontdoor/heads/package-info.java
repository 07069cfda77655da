/** What is taken from heads, added to them and mended in them on their way through. */
@NullMarked
package frontdoor.heads;

import org.jspecify.annotations.NullMarked;
