/** What browsers will see of a configuration, hop by hop, and what is wrong with it. */
@NullMarked
package frontdoor.plan;

import org.jspecify.annotations.NullMarked;
