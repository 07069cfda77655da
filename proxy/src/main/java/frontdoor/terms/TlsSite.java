package frontdoor.terms;

import org.jspecify.annotations.Nullable;

/**
 * The site that a server name belongs to, as far as TLS goes.
 *
 * @param name as configured, or null: nobody's
 */
public record TlsSite(@Nullable String name, TlsTerms terms) {
    /** That of a name that is nobody's, by a configuration that says nothing of TLS. */
    public static final TlsSite NOBODYS = new TlsSite(null, TlsTerms.USUAL);
}
