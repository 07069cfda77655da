package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.pairs.KeyPassword;
import frontdoor.pairs.PairFiles;
import java.util.List;
import java.util.Optional;

/**
 * A certificate with its chain and its private key, as files that nothing has opened yet.
 *
 * @param configuredAt the key that names it, such as {@code certificates.shop}, {@code sites.shop.certificate} or, of a list,
 *     {@code sites.shop.certificate.0}
 */
public record CertificateConfig(String configuredAt, PairFiles files) {
    /** The pair under {@code node}, when there is one. */
    static Optional<CertificateConfig> read(Node node) {
        if (!node.isWritten() || !node.requireObject()) {
            return Optional.empty();
        }
        // Of two layers that name it in different ways, the upper one decides.
        Node pair = node.child("store").isWritten() ? node.decidedBy("store", "chain", "key") : node;
        PairFiles files = pair.child("store").isWritten() ? store(pair) : pem(pair);
        pair.refuseUnknownKeys();
        return Optional.of(new CertificateConfig(node.key(), files));
    }

    /** The same where several may stand in a list, for the same names but with other kinds of key. */
    static List<CertificateConfig> readAll(Node node) {
        if (!node.isList()) {
            return read(node).stream().toList();
        }
        List<Node> elements = node.elements();
        if (elements.isEmpty()) {
            node.problem("is empty; write { chain = FILE, key = FILE }, or leave it out");
        }
        return elements.stream().flatMap(one -> read(one).stream()).toList();
    }

    private static PairFiles pem(Node pair) {
        return new PairFiles.Pem(Scalars.path(pair.child("chain")), Scalars.path(pair.child("key")), password(pair));
    }

    private static PairFiles store(Node pair) {
        Node store = pair.child("store");
        if (pair.child("chain").isWritten() || pair.child("key").isWritten()) {
            store.problem("stands beside chain or key; a store holds both, so write one or the other");
        }
        return new PairFiles.Store(Scalars.path(store), password(pair));
    }

    private static Optional<KeyPassword> password(Node pair) {
        Node file = pair.child("password-file");
        Node given = pair.child("password");
        if (file.isWritten() && given.isWritten()) {
            given.problem("stands beside password-file; write one of them");
        }
        if (file.isWritten()) {
            return Optional.of(new KeyPassword.InFile(Scalars.path(file)));
        }
        return given.isWritten() ? Scalars.text(given).map(KeyPassword.Given::new) : Optional.empty();
    }
}
