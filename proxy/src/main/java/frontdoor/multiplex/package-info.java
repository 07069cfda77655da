/** What HTTP/2 and HTTP/3 share of the client's side. */
@NullMarked
package frontdoor.multiplex;

import org.jspecify.annotations.NullMarked;
