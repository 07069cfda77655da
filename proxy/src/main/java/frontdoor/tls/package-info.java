/** Handshakes: which pair answers a ClientHello, and on what terms; the same towards servers. */
@NullMarked
package frontdoor.tls;

import org.jspecify.annotations.NullMarked;
