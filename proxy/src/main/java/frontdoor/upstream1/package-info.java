/** The backend's side of HTTP/1: requests of a {@link frontdoor.exchange.UpstreamStream} out, octets of responses in. */
@NullMarked
package frontdoor.upstream1;

import org.jspecify.annotations.NullMarked;
