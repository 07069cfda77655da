/** Pages that operators wrote, for answers of our own: which one answers what, and in which form. */
@NullMarked
package frontdoor.pages;

import org.jspecify.annotations.NullMarked;
