/** The backend's side of HTTP/2: requests of a {@link frontdoor.exchange.UpstreamStream} out, frames of responses in. */
@NullMarked
package frontdoor.upstream2;

import org.jspecify.annotations.NullMarked;
