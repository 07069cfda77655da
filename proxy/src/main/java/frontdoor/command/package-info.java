/** What people type: commands, their options, and what a terminal shows. */
@NullMarked
package frontdoor.command;

import org.jspecify.annotations.NullMarked;
