/**
 * The seams between the sides of an exchange: client streams, upstream streams, starters and listeners; and what both protocols share of
 * a client's connection: its loop, its deadlines, and its end in order.
 */
@NullMarked
package frontdoor.exchange;

import org.jspecify.annotations.NullMarked;
