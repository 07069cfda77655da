package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.report.Spelling;
import java.net.URI;
import java.util.Optional;

/**
 * An authority that certificates are asked of.
 *
 * @param name for people, and for what is kept about it
 * @param url of its directory (RFC 8555 7.1.1)
 * @param terms where its terms are to be read; empty where nobody here knows
 * @param trust PEM: who may have issued the certificate that it shows itself; empty for those that Java ships
 * @param profile of the certificates; empty for its usual one
 * @param account that one has with it already
 */
public record AcmeAuthority(
        String name,
        URI url,
        Optional<String> terms,
        Optional<FileContent> trust,
        Optional<String> profile,
        Optional<ExternalAccount> account) {
    private static final int MOST_OCTETS = 1 << 20;

    /**
     * An account from elsewhere that the one here is bound to (RFC 8555 7.3.4).
     *
     * @param id as the authority calls it
     * @param key what it has given for that, in base64url
     */
    public record ExternalAccount(String id, FileContent key) {
        static Optional<ExternalAccount> read(Node node) {
            if (!node.isWritten() || !node.requireObject()) {
                return Optional.empty();
            }
            Optional<String> id = Scalars.text(node.child("id"));
            Optional<FileContent> key = NamedFiles.read(node.child("key-file"), MOST_OCTETS);
            node.refuseUnknownKeys();
            return id.flatMap(known -> key.map(read -> new ExternalAccount(known, read)));
        }
    }

    /** Whether browsers believe what it issues: then it takes public names only. */
    public boolean isPublic() {
        return KnownAuthority.of(name).isPresent();
    }

    /** Whether it is Let's Encrypt, whose limits are published. */
    public boolean isLetsEncrypt() {
        return KnownAuthority.of(name)
                .filter(known -> known == KnownAuthority.LETSENCRYPT)
                .isPresent();
    }

    static Optional<AcmeAuthority> read(Node node) {
        if (node.isScalar()) {
            return known(node, node.text()).flatMap(known -> complete(node, known, Optional.empty(), Optional.empty()));
        }
        if (!node.isObject()) {
            node.problem("expected the name of an authority, or { name, url, ... }, found " + node.shown());
            return Optional.empty();
        }
        Optional<String> name = Scalars.text(node.child("name"));
        Node url = node.child("url");
        Node trust = node.child("trust");
        Node profile = node.child("profile");
        Optional<FileContent> believed = trust.isWritten() ? NamedFiles.read(trust, MOST_OCTETS) : Optional.empty();
        Optional<String> wanted = profile.isWritten() ? Scalars.text(profile) : Optional.empty();
        Optional<ExternalAccount> account = ExternalAccount.read(node.child("external-account"));
        Optional<AcmeAuthority> read = name.flatMap(text -> url.isWritten()
                ? unknown(node, text, url)
                        .map(at -> new AcmeAuthority(text, at, Optional.empty(), believed, wanted, account))
                : known(node.child("name"), text).flatMap(known -> complete(node, known, wanted, account)));
        node.refuseUnknownKeys();
        return read;
    }

    private static Optional<KnownAuthority> known(Node node, String text) {
        Optional<KnownAuthority> known = KnownAuthority.of(text);
        if (known.isEmpty()) {
            node.problem("no authority named " + node.shown() + " is known; "
                    + Spelling.hint(text, KnownAuthority.NAMES) + " Or write { name = " + node.shown()
                    + ", url = \"https://...\" }");
        }
        return known;
    }

    private static Optional<AcmeAuthority> complete(
            Node node, KnownAuthority known, Optional<String> profile, Optional<ExternalAccount> account) {
        String name = known.toString();
        if (known.wantsAccount() && account.isEmpty()) {
            node.problem(name + " wants an account that one has with it already; write { name = " + name
                    + ", external-account { id = ..., key-file = FILE } } with what it has given you for that");
        }
        return Optional.of(
                new AcmeAuthority(name, known.url(), Optional.of(known.terms()), Optional.empty(), profile, account));
    }

    private static Optional<URI> unknown(Node node, String name, Node url) {
        if (KnownAuthority.of(name).isPresent()) {
            node.child("name")
                    .problem(node.child("name").shown()
                            + " is known and has a URL; leave out url, or give it another name");
        }
        if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
            node.child("name")
                    .problem("expected lower-case letters, digits and - for a name, found "
                            + node.child("name").shown());
        }
        Optional<String> text = Scalars.text(url);
        try {
            Optional<URI> parsed =
                    text.map(URI::create).filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null);
            if (text.isPresent() && parsed.isEmpty()) {
                url.problem("expected a URL such as \"https://acme.example.com/directory\", found " + url.shown());
            }
            return parsed;
        } catch (IllegalArgumentException _) {
            url.problem("expected a URL such as \"https://acme.example.com/directory\", found " + url.shown());
            return Optional.empty();
        }
    }
}
