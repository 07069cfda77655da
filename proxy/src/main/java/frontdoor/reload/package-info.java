/** Changed files, noticed and put in force, or refused with the reason. */
@NullMarked
package frontdoor.reload;

import org.jspecify.annotations.NullMarked;
