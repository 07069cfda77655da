/** Who asks, and how, as far as this front door believes it. */
@NullMarked
package frontdoor.client;

import org.jspecify.annotations.NullMarked;
