package frontdoor.x509;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The order in which certificates are sent (RFC 8446 4.4.2): the leaf, then whoever has issued it, and so on, without roots, which clients
 * have, and without what has nothing to do with the leaf. Immutable.
 *
 * @param sent the leaf first
 * @param judged the same with the roots that were beside it, at the end
 * @param mended what was done about it, as one plain sentence without its full stop; empty if it was as it should be
 * @param missing the last one that is sent, if whoever has issued it is neither sent nor a root that was beside it
 */
public record ChainOrder(
        List<X509Certificate> sent,
        List<X509Certificate> judged,
        Optional<String> mended,
        Optional<X509Certificate> missing) {
    public ChainOrder {
        sent = List.copyOf(sent);
        judged = List.copyOf(judged);
    }

    /**
     * Puts certificates in order.
     *
     * @param certificates in any order, but the leaf first
     */
    public static ChainOrder of(List<X509Certificate> certificates) {
        X509Certificate leaf = certificates.getFirst();
        SequencedSet<X509Certificate> reached = new LinkedHashSet<>(List.of(leaf));
        SequencedSet<X509Certificate> roots = new LinkedHashSet<>();
        List<X509Certificate> ends = new ArrayList<>();
        List<X509Certificate> others =
                certificates.stream().skip(1).filter(one -> !one.equals(leaf)).toList();
        for (List<X509Certificate> next = List.of(leaf); !next.isEmpty(); ) {
            List<X509Certificate> found = new ArrayList<>();
            for (X509Certificate subject : next) {
                List<X509Certificate> issuers = Links.isSelfIssued(subject) ? List.of() : issuers(subject, others);
                if (issuers.isEmpty()) {
                    ends.add(subject);
                }
                for (X509Certificate issuer : issuers) {
                    if (isRoot(issuer)) {
                        roots.add(issuer);
                    } else if (reached.add(issuer)) {
                        found.add(issuer);
                    }
                }
            }
            next = found;
        }
        List<X509Certificate> sent = List.copyOf(reached);
        List<X509Certificate> judged = new ArrayList<>(sent);
        judged.addAll(roots);
        Optional<X509Certificate> missing =
                roots.isEmpty() ? ends.stream().findFirst().filter(end -> !Links.isSelfIssued(end)) : Optional.empty();
        return new ChainOrder(sent, judged, mended(certificates, sent, roots), missing);
    }

    /** A chain that is sent as it is. */
    public static ChainOrder asIs(List<X509Certificate> chain) {
        return new ChainOrder(chain, chain, Optional.empty(), Optional.empty());
    }

    /**
     * The last one that is sent, if none of several was issued by an authority that Java ships, nor by a root that was beside them: then a
     * certificate may be missing further up, or the root is one of the operator's own. Reads those that Java ships, which takes a while.
     */
    public Optional<X509Certificate> endOutOfSight() {
        return missing.filter(_ -> sent.size() > 1 && sent.stream().noneMatch(ShippedRoots::haveIssued));
    }

    private static List<X509Certificate> issuers(X509Certificate subject, List<X509Certificate> others) {
        return others.stream()
                .filter(other -> !other.equals(subject) && Links.issued(other, subject))
                .toList();
    }

    private static boolean isRoot(X509Certificate certificate) {
        return Links.isSelfIssued(certificate) && Links.issued(certificate, certificate);
    }

    private static Optional<String> mended(
            List<X509Certificate> certificates, List<X509Certificate> sent, SequencedSet<X509Certificate> roots) {
        List<String> done = new ArrayList<>();
        List<X509Certificate> kept =
                certificates.stream().filter(sent::contains).distinct().toList();
        if (!kept.equals(sent)) {
            done.add("the chain was put in order");
        }
        roots.forEach(
                root -> done.add("the root " + subject(root) + " is left out of the chain, since clients have it"));
        certificates.stream()
                .filter(one -> !sent.contains(one) && !roots.contains(one))
                .distinct()
                .forEach(
                        one -> done.add(subject(one) + " is left out of the chain, since it has issued nothing there"));
        if (certificates.stream().distinct().count() < certificates.size()) {
            done.add("what was in the chain twice is sent once");
        }
        return done.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", done));
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    }
}
