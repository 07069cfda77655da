package frontdoor.config;

import frontdoor.files.FileContent;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of TLS with all clients.
 *
 * @param policy of sites that do not say otherwise, and of connections for none
 * @param ocspStapling whether certificates are served with a proof that they were not revoked, where they name who gives one
 * @param ticketKeys those that replicas share; empty for keys of this process alone
 */
public record TlsConfig(TlsPolicy policy, boolean ocspStapling, Optional<SharedTicketKeys> ticketKeys) {
    private static final int MOST_OCTETS = 1024;
    private static final int KEYS = 3;

    @SuppressWarnings("ArrayRecordComponent") // Octets that are never handed out.
    private record Key(byte[] octets, Instant written) {}

    static TlsConfig read(Node node) {
        node.requireObject();
        TlsConfig tls = new TlsConfig(
                policy(node.child("policy")),
                Scalars.bool(node.child("ocsp-stapling")),
                ticketKeys(node.child("session-ticket-keys")));
        node.refuseUnknownKeys();
        return tls;
    }

    /** The policy of a site, under its key {@code tls}; empty where it writes none. */
    static Optional<TlsPolicy> readOfSite(Node node) {
        Node policy = node.child("policy");
        if (node.isWritten()) {
            node.requireObject();
        }
        node.refuseUnknownKeys();
        return policy.isWritten() ? Optional.of(policy(policy)) : Optional.empty();
    }

    private static TlsPolicy policy(Node node) {
        String word = Scalars.choice(
                node, Stream.of(TlsPolicy.values()).map(TlsPolicy::word).toList());
        return Stream.of(TlsPolicy.values())
                .filter(policy -> policy.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<SharedTicketKeys> ticketKeys(Node node) {
        List<Node> files = node.elements();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        if (files.size() != KEYS) {
            node.problem("has " + files.size() + " files; write three, [next, current, previous], of which the second"
                    + " encrypts; where there is but one key, write it three times");
            return Optional.empty();
        }
        List<Key> keys = files.stream().flatMap(file -> key(file).stream()).toList();
        return keys.size() == KEYS ? Optional.of(together(keys)) : Optional.empty();
    }

    private static SharedTicketKeys together(List<Key> keys) {
        Instant rotated =
                keys.stream().map(Key::written).max(Instant::compareTo).orElseThrow();
        return new SharedTicketKeys(
                keys.get(0).octets(), keys.get(1).octets(), keys.get(2).octets(), rotated);
    }

    private static Instant lastWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException goneMeanwhile) {
            return Instant.MAX;
        }
    }

    private static Optional<Key> key(Node node) {
        Optional<FileContent> content = NamedFiles.read(node, MOST_OCTETS);
        Optional<byte[]> key = content.map(FileContent::octets).flatMap(SharedTicketKeys::parse);
        if (content.isPresent() && key.isEmpty()) {
            node.problem(content.get().path() + ": is no key; it should be " + SharedTicketKeys.OCTETS
                    + " random octets, or their base64, as openssl rand -out FILE " + SharedTicketKeys.OCTETS
                    + " writes them");
        }
        return key.map(octets -> new Key(octets, lastWritten(content.get().path())));
    }
}
