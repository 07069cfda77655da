/** Findings about what HSTS hides and what still arrives in the clear: made while exchanges go by, kept in bounded tables. */
@NullMarked
package frontdoor.discovery;

import org.jspecify.annotations.NullMarked;
