/** The seams between the sides of an exchange: client streams, upstream streams, starters and listeners; and what is known of a client. */
@NullMarked
package frontdoor.exchange;

import org.jspecify.annotations.NullMarked;
