/** Rules for heads on their way through: fields that are taken out, added and mended. */
@NullMarked
package frontdoor.heads;

import org.jspecify.annotations.NullMarked;
