/** The terms of TLS with clients: which versions and suites, and for which site. */
@NullMarked
package frontdoor.terms;

import org.jspecify.annotations.NullMarked;
