/** Pure decisions about a request: proceed, redirect or refuse, and the HSTS policy a host sends. */
@NullMarked
package frontdoor.policy;

import org.jspecify.annotations.NullMarked;
