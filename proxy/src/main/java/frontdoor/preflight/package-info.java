/** Names that includeSubDomains would bind: lists of them as operators have them, and what becomes of each. */
@NullMarked
package frontdoor.preflight;

import org.jspecify.annotations.NullMarked;
