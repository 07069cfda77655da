/** The rules of a host that the wire, the plan and the self-probe share. */
@NullMarked
package frontdoor.scheme;

import org.jspecify.annotations.NullMarked;
