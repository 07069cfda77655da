/** Groups of servers: how each is doing, and which of them is asked. */
@NullMarked
package frontdoor.groups;

import org.jspecify.annotations.NullMarked;
