/** Frontdoor's own schema: immutable records that read themselves out of values, and say with its place what is wrong. */
@NullMarked
package frontdoor.config;

import org.jspecify.annotations.NullMarked;
