/** The client's side as HTTP/2 and HTTP/3 share it. */
@NullMarked
package frontdoor.multiplex;

import org.jspecify.annotations.NullMarked;
