/** Choices among the servers of a group: pure, and without an allocation. */
@NullMarked
package frontdoor.balance;

import org.jspecify.annotations.NullMarked;
