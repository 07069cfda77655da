package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.http.FoldedName;
import frontdoor.pairs.RevocationLists;
import frontdoor.terms.AllowedClients;
import frontdoor.terms.ClientTrust;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clients that a site is for, by their certificates.
 *
 * @param trust who is believed, and whether everybody needs a certificate
 * @param allow who of them may come in; empty for all
 * @param headers what backends are told of them beside Client-Cert, by the names of fields
 */
public record ClientCertificatesConfig(ClientTrust trust, Optional<AllowedClients> allow, Map<String, Part> headers) {
    private static final int MOST_OCTETS = 8 << 20;

    public ClientCertificatesConfig {
        headers = Map.copyOf(headers);
    }

    /** A part of a client's certificate. */
    public enum Part {
        SUBJECT,
        SAN,
        FINGERPRINT
    }

    /** A reading of one file. */
    private interface Reading<T> {
        List<T> of(FileContent file) throws RevocationLists.Unusable;
    }

    /** What is written under {@code node}; empty for off. */
    static Optional<ClientCertificatesConfig> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            node.problemUnlessNull(
                    "expected off or { mode = required, authorities = \"clients.pem\" }, found " + node.shown());
            return Optional.empty();
        }
        boolean required = Scalars.choice(node.child("mode"), List.of("required", "optional"))
                .equals("required");
        List<X509Certificate> authorities =
                all(node.child("authorities"), file -> RevocationLists.authorities(file.path(), file.octets()));
        Node lists = node.child("revocations");
        List<X509CRL> revocations =
                lists.isWritten() ? all(lists, file -> RevocationLists.lists(file.path(), file.octets())) : List.of();
        Optional<AllowedClients> allow = allow(node.child("allow"));
        Map<String, Part> headers = headers(node.child("headers"));
        node.refuseUnknownKeys();
        return Optional.of(new ClientCertificatesConfig(
                new ClientTrust(required, authorities, revocations, InstantSource.system()), allow, headers));
    }

    private static <T> List<T> all(Node node, Reading<T> reading) {
        List<Node> files = node.isList() ? node.elements() : List.of(node);
        if (files.isEmpty()) {
            node.problem("is empty; write the path of a file");
        }
        List<T> all = new ArrayList<>();
        for (Node file : files) {
            NamedFiles.read(file, MOST_OCTETS).ifPresent(content -> {
                try {
                    all.addAll(reading.of(content));
                } catch (RevocationLists.Unusable unusable) {
                    file.problem(unusable.sentence());
                }
            });
        }
        return all;
    }

    private static Optional<AllowedClients> allow(Node node) {
        if (!node.isWritten()) {
            return Optional.empty();
        }
        List<AllowedClients.One> any = new ArrayList<>();
        for (Node element : node.elements()) {
            Scalars.text(element)
                    .filter(text -> isPrintable(element, text))
                    .ifPresent(text -> AllowedClients.One.parse(text)
                            .ifPresentOrElse(
                                    any::add,
                                    () -> element.problem(element.shown()
                                            + " is no subject; write it as openssl x509 -noout -subject -nameopt RFC2253 does,"
                                            + " such as \"CN=billing,O=Example\"")));
        }
        if (node.isEmptyList()) {
            node.problem("is empty, so nobody could come in; leave it out, and all who are verified may");
        }
        return Optional.of(new AllowedClients(any));
    }

    private static boolean isPrintable(Node element, String text) {
        boolean printable = !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
        if (!printable) {
            element.problem(element.shown()
                    + " is in no certificate; write a subject, a name or a fingerprint as openssl shows it");
        }
        return printable;
    }

    private static Map<String, Part> headers(Node node) {
        Map<String, Part> headers = new LinkedHashMap<>();
        Map<String, String> seen = new HashMap<>();
        if (node.isWritten() && node.requireObject()) {
            for (Node field : node.named()) {
                Part part = switch (Scalars.choice(field, List.of("subject", "san", "fingerprint"))) {
                    case "san" -> Part.SAN;
                    case "fingerprint" -> Part.FINGERPRINT;
                    default -> Part.SUBJECT;
                };
                String earlier = seen.putIfAbsent(FoldedName.fold(field.name()), field.name());
                Optional.ofNullable(earlier)
                        .map(other -> "is the same field as " + other
                                + " to applications that read names without case and signs; remove one of them")
                        .or(() -> wrong(field.name()))
                        .ifPresent(field::problem);
                headers.put(field.name(), part);
            }
        }
        return headers;
    }

    private static Optional<String> wrong(String name) {
        if (!FieldNames.isName(name)) {
            return Optional.of(FieldNames.NO_NAME);
        }
        return FieldNames.wrongInRequest(name).or(() -> taken(name));
    }

    /** Names under which applications read something else, in whatever spelling, and names of certificates themselves. */
    private static Optional<String> taken(String name) {
        return switch (FieldNames.known(FoldedName.fold(name))) {
            case OTHER, X_SSL_CLIENT_DN, X_SSL_CLIENT_VERIFY, SSL_CLIENT_VERIFY, X_FORWARDED_CLIENT_CERT ->
                Optional.empty();
            case CLIENT_CERT, CLIENT_CERT_CHAIN, X_CLIENT_CERT, X_SSL_CERT, X_SSL_CLIENT_CERT, SSL_CLIENT_CERT ->
                Optional.of(
                        "is for a certificate as it is, which backends are sent in Client-Cert; write another name");
            default ->
                Optional.of("says something else of a request, which would be lost; write a name such as X-Client");
        };
    }
}
