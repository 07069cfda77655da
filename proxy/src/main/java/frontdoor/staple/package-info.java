/** Proofs, sent with certificates, that these were not revoked: asked for, verified, kept and renewed (OCSP, RFC 6960). */
@NullMarked
package frontdoor.staple;

import org.jspecify.annotations.NullMarked;
