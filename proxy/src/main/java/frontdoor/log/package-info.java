/** Lines on their way out of the process: what takes them may stop, and nobody in here waits for it. */
@NullMarked
package frontdoor.log;

import org.jspecify.annotations.NullMarked;
