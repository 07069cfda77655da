/** Content codings: which one a client takes, and streams of each that are bounded in number and memory. */
@NullMarked
package frontdoor.compress;

import org.jspecify.annotations.NullMarked;
