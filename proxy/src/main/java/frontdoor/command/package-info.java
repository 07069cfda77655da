/** Commands as people type them, their options, and the terminal they are shown on. */
@NullMarked
package frontdoor.command;

import org.jspecify.annotations.NullMarked;
