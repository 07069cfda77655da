/** The program: its commands and the wiring of the whole front door. Nobody imports it. */
@NullMarked
package frontdoor;

import org.jspecify.annotations.NullMarked;
