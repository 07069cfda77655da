package frontdoor.terms;

import org.jspecify.annotations.Nullable;

/**
 * The terms on which connections for a site are made; immutable. Connections on equal terms may serve each other's sites where their
 * certificate names both; others never do (RFC 9110 7.4).
 *
 * @param policy versions and suites
 * @param clients whose certificates are asked for and believed; null where none are
 */
public record TlsTerms(TlsPolicy policy, @Nullable ClientTrust clients) {
    /** Those of a configuration that says nothing of them. */
    public static final TlsTerms USUAL = new TlsTerms(TlsPolicy.INTERMEDIATE, null);

    /** Whether these are {@code before} with other words on the same thing: a site's, after its authorities or lists were replaced. */
    public boolean renew(TlsTerms before) {
        return policy == before.policy && clients != null && before.clients != null;
    }

    /** Whether a client that has had a connection on terms which these renew would get one now. */
    public boolean admit(@Nullable ClientIdentity client) {
        return clients == null || clients.admits(client);
    }

    /** What keeps the keys of tickets apart. */
    public String label() {
        return policy.word();
    }
}
