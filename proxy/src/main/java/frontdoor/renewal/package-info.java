/** When a certificate is asked for, and of whom: pure, with time as a parameter. */
@NullMarked
package frontdoor.renewal;

import org.jspecify.annotations.NullMarked;
