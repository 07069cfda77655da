/** Judges any server over the wire: its redirects, its HSTS header, its certificate, and what a preload list demands of it. */
@NullMarked
package frontdoor.audit;

import org.jspecify.annotations.NullMarked;
