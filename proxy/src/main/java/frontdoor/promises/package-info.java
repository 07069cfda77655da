/** What browsers are promised: recorded in a file before it is sent, and kept across reloads. */
@NullMarked
package frontdoor.promises;

import org.jspecify.annotations.NullMarked;
