/** Ports and what is accepted on them: binding, accepting, and the pipeline of a client connection. */
@NullMarked
package frontdoor.listen;

import org.jspecify.annotations.NullMarked;
