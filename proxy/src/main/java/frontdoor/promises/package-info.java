/** Promises to browsers: recorded in a file before they are sent, and kept across reloads. */
@NullMarked
package frontdoor.promises;

import org.jspecify.annotations.NullMarked;
