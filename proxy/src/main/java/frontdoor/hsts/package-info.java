/** The report of {@code frontdoor hsts}: where every host is today, what comes next, and until when browsers are bound. */
@NullMarked
package frontdoor.hsts;

import org.jspecify.annotations.NullMarked;
