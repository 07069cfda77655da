/** The byte-level HTTP/1 reader and writer, used towards clients and towards backends. */
@NullMarked
package frontdoor.wire;

import org.jspecify.annotations.NullMarked;
