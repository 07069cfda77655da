/** Certificates, keys, and which of them answers a ClientHello. */
@NullMarked
package frontdoor.tls;

import org.jspecify.annotations.NullMarked;
