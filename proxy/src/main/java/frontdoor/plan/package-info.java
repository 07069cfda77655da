/** The plan of a configuration: what browsers will see of it, hop by hop, and what is wrong with it. */
@NullMarked
package frontdoor.plan;

import org.jspecify.annotations.NullMarked;
