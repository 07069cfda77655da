/** Names in every script: what labels are good, and their form in ASCII (IDNA 2008, RFC 5890 to 5893). */
@NullMarked
package frontdoor.idna;

import org.jspecify.annotations.NullMarked;
