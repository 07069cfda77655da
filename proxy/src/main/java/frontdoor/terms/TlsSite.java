package frontdoor.terms;

import org.jspecify.annotations.Nullable;

/**
 * The site that a server name belongs to, as far as TLS goes.
 *
 * @param name as configured, or null: nobody's
 */
public record TlsSite(@Nullable String name, TlsTerms terms) {}
