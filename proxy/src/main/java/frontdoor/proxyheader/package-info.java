/** The PROXY header in front of a connection as bytes: a strict reader of versions 1 and 2. */
@NullMarked
package frontdoor.proxyheader;

import org.jspecify.annotations.NullMarked;
