package frontdoor.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The versions and cipher suites that clients are offered, by the names of Mozilla's server-side TLS guideline, version 6.0. Groups are the
 * same in all of them; which suite is taken is the client's choice, where it has one.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lists of List.of and Stream.toList.
public enum TlsPolicy {
    /** TLS 1.3 alone. */
    MODERN("modern", List.of("TLSv1.3"), List.of()),
    /** TLS 1.2 beside it, with suites that are forward secret and authenticate what they encrypt. */
    INTERMEDIATE("intermediate", List.of("TLSv1.3", "TLSv1.2"), Suites.AEAD),
    /** Also what clients of before 2014 have of the guideline's old list, as far as it is forward secret: TLS 1.0 and 1.1, and CBC. */
    LEGACY_BACKPORT(
            "legacy-backport",
            List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"),
            Stream.concat(Suites.AEAD.stream(), Suites.CBC.stream()).toList());

    private static final List<String> OF_TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final String word;
    private final List<String> protocols;
    private final List<String> older;

    TlsPolicy(String word, List<String> protocols, List<String> older) {
        this.word = word;
        this.protocols = protocols;
        this.older = older;
    }

    /** As it is configured. */
    public String word() {
        return word;
    }

    /** The versions, as TLS engines name them, the newest first. */
    public List<String> protocols() {
        return protocols;
    }

    /** The suites, as IANA names them. */
    public List<String> suites() {
        List<String> all = new ArrayList<>(OF_TLS_1_3);
        all.addAll(older);
        return all;
    }

    @Override
    public String toString() {
        return word;
    }

    private static final class Suites {
        static final List<String> AEAD = List.of(
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

        static final List<String> CBC = List.of(
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
    }
}
