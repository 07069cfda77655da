/** HOCON files into immutable records, and every problem in them with its place. */
@NullMarked
package frontdoor.config;

import org.jspecify.annotations.NullMarked;
