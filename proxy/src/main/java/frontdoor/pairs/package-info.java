/** Certificates and their keys, in every form that files have them in: read, judged, or made for development. */
@NullMarked
package frontdoor.pairs;

import org.jspecify.annotations.NullMarked;
