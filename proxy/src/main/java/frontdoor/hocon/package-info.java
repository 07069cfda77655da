/** HOCON files as values that know where they were written, and every problem in them with its place. */
@NullMarked
package frontdoor.hocon;

import org.jspecify.annotations.NullMarked;
