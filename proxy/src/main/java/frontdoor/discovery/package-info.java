/** What HSTS hides and what still arrives in the clear: found while exchanges go by, kept in bounded tables. */
@NullMarked
package frontdoor.discovery;

import org.jspecify.annotations.NullMarked;
