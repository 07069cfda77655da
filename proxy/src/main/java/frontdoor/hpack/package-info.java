/** Header blocks of HTTP/2 as octets, without a dynamic table (RFC 7541), and heads that Netty carries without looking into them. */
@NullMarked
package frontdoor.hpack;

import org.jspecify.annotations.NullMarked;
