/** The admin listener: health, readiness, metrics. */
@NullMarked
package frontdoor.admin;

import org.jspecify.annotations.NullMarked;
