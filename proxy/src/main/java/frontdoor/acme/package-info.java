/** Certificates that are asked for and renewed by themselves (ACME, RFC 8555): accounts, orders, challenges, and what is kept of them on the disk. */
@NullMarked
package frontdoor.acme;

import org.jspecify.annotations.NullMarked;
