/** Which backend a path belongs to. */
@NullMarked
package frontdoor.route;

import org.jspecify.annotations.NullMarked;
