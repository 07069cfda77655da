/** The client side of HTTP/2. */
@NullMarked
package frontdoor.http2;

import org.jspecify.annotations.NullMarked;
