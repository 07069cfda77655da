/** Hosts as they are written: names, wildcards and addresses, and tables that are looked up by one. */
@NullMarked
package frontdoor.hosts;

import org.jspecify.annotations.NullMarked;
