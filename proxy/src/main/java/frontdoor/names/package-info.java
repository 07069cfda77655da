/** Lists of host names as operators have them: one a line, zone files, exports of certificate logs. */
@NullMarked
package frontdoor.names;

import org.jspecify.annotations.NullMarked;
