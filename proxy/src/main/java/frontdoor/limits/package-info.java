/** How long and how much: the bounds of clients, requests, answers and connections, as they are configured. */
@NullMarked
package frontdoor.limits;

import org.jspecify.annotations.NullMarked;
