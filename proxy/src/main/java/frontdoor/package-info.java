/** The program: where it starts, and who is the last to hear of a failure. Nobody imports it. */
@NullMarked
package frontdoor;

import org.jspecify.annotations.NullMarked;
