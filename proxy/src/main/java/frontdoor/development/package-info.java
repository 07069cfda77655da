/** Front doors for one's own machine: a site, ports and a certificate without a file. */
@NullMarked
package frontdoor.development;

import org.jspecify.annotations.NullMarked;
