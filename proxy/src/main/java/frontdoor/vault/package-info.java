/** Secrets in the state directory: small files for their owner alone, each written as a whole or not at all. */
@NullMarked
package frontdoor.vault;

import org.jspecify.annotations.NullMarked;
