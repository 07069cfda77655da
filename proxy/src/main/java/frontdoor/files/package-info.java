/** Files by what they held when they were read, and patterns of their names. */
@NullMarked
package frontdoor.files;

import org.jspecify.annotations.NullMarked;
