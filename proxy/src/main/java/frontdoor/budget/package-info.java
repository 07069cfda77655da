/** Budgets of the process: memory and descriptors, of which there is only so much, and who may still have some. */
@NullMarked
package frontdoor.budget;

import org.jspecify.annotations.NullMarked;
