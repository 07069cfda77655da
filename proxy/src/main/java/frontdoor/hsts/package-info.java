/** What every host says about HSTS today, what comes next, and until when browsers are bound: the report of {@code frontdoor hsts}. */
@NullMarked
package frontdoor.hsts;

import org.jspecify.annotations.NullMarked;
