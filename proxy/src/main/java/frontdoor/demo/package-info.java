/** A built-in legacy application, with what such applications get wrong behind TLS: something to put a front door in front of. */
@NullMarked
package frontdoor.demo;

import org.jspecify.annotations.NullMarked;
