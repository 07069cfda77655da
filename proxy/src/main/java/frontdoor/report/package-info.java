/** How findings are told: levels, colours, wrapped lines, JSON. */
@NullMarked
package frontdoor.report;

import org.jspecify.annotations.NullMarked;
