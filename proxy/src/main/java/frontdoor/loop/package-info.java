/** The ground under every connection: event loops and their transport, deadlines, reading, and an end in order. */
@NullMarked
package frontdoor.loop;

import org.jspecify.annotations.NullMarked;
