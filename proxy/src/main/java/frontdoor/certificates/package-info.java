/** The certificates in force: read from files, preferred or not to those before, and which hosts they cover. */
@NullMarked
package frontdoor.certificates;

import org.jspecify.annotations.NullMarked;
