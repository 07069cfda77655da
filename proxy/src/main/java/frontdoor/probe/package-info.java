/** The running process asks itself, over its own listeners, whether its answers carry the policy they should. */
@NullMarked
package frontdoor.probe;

import org.jspecify.annotations.NullMarked;
