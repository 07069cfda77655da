/** The way to a server: names, addresses, sockets, TLS and the PROXY header; the mirror of {@code listen}. */
@NullMarked
package frontdoor.connect;

import org.jspecify.annotations.NullMarked;
