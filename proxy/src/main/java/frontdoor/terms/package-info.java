/** The terms of TLS with clients: which versions, suites and keys of tickets, for which site, and who has to show a certificate. */
@NullMarked
package frontdoor.terms;

import org.jspecify.annotations.NullMarked;
