package frontdoor.config;

import frontdoor.challenge.ForeignClient;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How certificates are asked for, for the sites that say {@code certificate = acme}.
 *
 * @param authorities in the order in which they are tried; at least one
 * @param email whom they may write to
 * @param agreed whether the operator agrees to their terms
 * @param challenges the ways in which they may make sure that a name is ours, the preferred one first
 * @param keys a certificate for each
 * @param dnsHook the program that puts records into the zone and takes them out again; empty for none
 * @param foreign another client that has answers to challenges which are not ours; empty for none
 */
public record AcmeConfig(
        List<AcmeAuthority> authorities,
        List<String> email,
        boolean agreed,
        List<AcmeChallenge> challenges,
        List<AcmeKey> keys,
        Optional<Path> dnsHook,
        Optional<ForeignClient> foreign) {
    public AcmeConfig {
        authorities = List.copyOf(authorities);
        email = List.copyOf(email);
        challenges = List.copyOf(challenges);
        keys = List.copyOf(keys);
    }

    static AcmeConfig read(Node node) {
        node.requireObject();
        Node hook = node.child("dns-hook");
        Scalars.choice(node.child("renew"), List.of("auto"));
        AcmeConfig acme = new AcmeConfig(
                listed(node.child("authorities"), one -> AcmeAuthority.read(one)),
                listed(node.child("email"), AcmeConfig::address),
                Scalars.bool(node.child("agree-to-terms")),
                listed(
                        node.child("challenges"),
                        one -> choice(one, AcmeChallenge.NAMES).map(AcmeChallenge::of)),
                keys(node),
                hook.isWritten() ? program(hook) : Optional.empty(),
                AcmeForeign.read(node.child("foreign")));
        requireOne(node.child("authorities"), acme.authorities);
        requireOne(node.child("challenges"), acme.challenges);
        if (acme.challenges.contains(AcmeChallenge.DNS_01) && acme.dnsHook.isEmpty()) {
            node.child("challenges")
                    .problem(
                            "has dns-01, for which a program has to put records into your zone; write dns-hook = FILE");
        }
        refuseTwins(node.child("authorities"), acme.authorities);
        node.refuseUnknownKeys();
        return acme;
    }

    /** A program that cannot be run would be noticed when a certificate is renewed, and that is late. */
    private static Optional<Path> program(Node node) {
        Path path = Scalars.path(node);
        if (!path.toString().isEmpty() && !(Files.isRegularFile(path) && Files.isExecutable(path))) {
            node.problem(path + ": is no program that can be run; write the path of one that this user may run");
        }
        return Optional.of(path);
    }

    private static List<AcmeKey> keys(Node node) {
        Node several = node.child("keys");
        List<AcmeKey> one = choice(node.child("key"), AcmeKey.NAMES).map(AcmeKey::of).stream()
                .toList();
        if (!several.isWritten()) {
            return one;
        }
        List<AcmeKey> keys = listed(several, key -> choice(key, AcmeKey.NAMES).map(AcmeKey::of));
        requireOne(several, keys);
        if (keys.stream().collect(Collectors.groupingBy(AcmeKey::isRsa)).values().stream()
                .anyMatch(same -> same.size() > 1)) {
            several.problem("has two of a kind; clients choose between RSA and EC only, so write one of each");
        }
        return keys;
    }

    private static Optional<String> choice(Node node, List<String> names) {
        return names.contains(Scalars.choice(node, names)) && node.isScalar() && names.contains(node.text())
                ? Optional.of(node.text())
                : Optional.empty();
    }

    private static Optional<String> address(Node node) {
        Optional<String> text = Scalars.text(node);
        boolean good =
                text.filter(mail -> mail.matches("[^\\s@:,?]+@[^\\s@:,?]+")).isPresent();
        if (text.isPresent() && !good) {
            node.problem("expected an address such as \"ops@example.com\", found " + node.shown());
        }
        return text.filter(_ -> good);
    }

    private static <T> List<T> listed(Node node, Function<Node, Optional<T>> read) {
        List<T> all = new ArrayList<>();
        node.elements().forEach(one -> read.apply(one).ifPresent(all::add));
        return all;
    }

    private static void requireOne(Node list, List<?> read) {
        if (list.isEmptyList() && read.isEmpty()) {
            list.problem("is empty; write one at least");
        }
    }

    private static void refuseTwins(Node list, List<AcmeAuthority> authorities) {
        long names = authorities.stream().map(AcmeAuthority::name).distinct().count();
        if (names < authorities.size()) {
            list.problem("has two authorities of one name; give each a name of its own");
        }
    }

    /** Tells that nobody has agreed to the terms, although {@code certificate} of a site asks for one. */
    void requireAgreement(Node certificate) {
        if (!agreed) {
            String terms = authorities.stream()
                    .map(authority -> authority.name()
                            + authority.terms().map(url -> " (" + url + ")").orElse(""))
                    .collect(Collectors.joining(", "));
            certificate.problem("asks for certificates, which takes your agreement to the terms of " + terms
                    + "; read them and write acme.agree-to-terms = true");
        }
    }
}
