package frontdoor.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The authorities that are known by a name; browsers believe what they issue, but for those that are for trying out. */
enum KnownAuthority {
    LETSENCRYPT(
            "letsencrypt",
            "https://acme-v02.api.letsencrypt.org/directory",
            "https://letsencrypt.org/repository/",
            false),
    LETSENCRYPT_STAGING(
            "letsencrypt-staging",
            "https://acme-staging-v02.api.letsencrypt.org/directory",
            "https://letsencrypt.org/repository/",
            false),
    GOOGLE("google", "https://dv.acme-v02.api.pki.goog/directory", "https://pki.goog/GTS-SA.pdf", true),
    SSLCOM("sslcom", "https://acme.ssl.com/sslcom-dv-ecc", "https://www.ssl.com/repository/", true),
    ZEROSSL("zerossl", "https://acme.zerossl.com/v2/DV90", "https://zerossl.com/terms/", true);

    static final List<String> NAMES =
            Arrays.stream(values()).map(known -> known.text).toList();

    private final String text;
    private final URI url;
    private final String terms;
    private final boolean accounts;

    KnownAuthority(String text, String url, String terms, boolean accounts) {
        this.text = text;
        this.url = URI.create(url);
        this.terms = terms;
        this.accounts = accounts;
    }

    static Optional<KnownAuthority> of(String text) {
        return Arrays.stream(values()).filter(known -> known.text.equals(text)).findFirst();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }

    URI url() {
        return url;
    }

    /** Where its terms are to be read. */
    String terms() {
        return terms;
    }

    /** Whether it wants an account that one has with it already. */
    boolean wantsAccount() {
        return accounts;
    }
}
