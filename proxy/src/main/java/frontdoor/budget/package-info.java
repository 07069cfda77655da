/** What the process has only so much of, and who may still have some of it. */
@NullMarked
package frontdoor.budget;

import org.jspecify.annotations.NullMarked;
