/** Certificates as browsers judge them: which hosts one may speak for, and whether a chain would be believed. */
@NullMarked
package frontdoor.x509;

import org.jspecify.annotations.NullMarked;
