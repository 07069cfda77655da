/** The client side of HTTP/1. */
@NullMarked
package frontdoor.http1;

import org.jspecify.annotations.NullMarked;
