package frontdoor.config;

import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.ListenAddress;
import frontdoor.login.BearerToken;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import java.nio.file.Path;
import java.util.Optional;

/** Whether and where the admin listener (health, metrics, what operators ask for) is open, and to whom. */
public sealed interface AdminConfig {
    /** {@code admin.listen = off}. */
    record Off() implements AdminConfig {}

    /**
     * Open at an address; beyond loopback with both of the others.
     *
     * @param token the file of what every question has to show, where there is one
     * @param certificate to speak TLS with, where it is spoken
     */
    record Open(ListenAddress listen, Optional<Path> token, Optional<CertificateConfig> certificate)
            implements AdminConfig {}

    /** What is written under {@code node}, where others listen on {@code taken}. */
    static AdminConfig read(Node node, TakenAddresses taken) {
        node.requireObject();
        Node listen = node.child("listen");
        Optional<Path> token = token(node.child("token-file"));
        Optional<CertificateConfig> certificate = tls(node.child("tls"));
        node.refuseUnknownKeys();
        if (listen.isScalar() && listen.text().equals("off")) {
            return new Off();
        }
        Optional<ListenAddress> address = HostAndPort.listen(listen);
        address.filter(one -> !one.isLoopback())
                .filter(_ -> !node.writes("token-file") || !node.writes("tls"))
                .ifPresent(
                        _ -> listen.problem(
                                listen.shown()
                                        + " is not a loopback address, so a token and TLS have to protect it; write admin.token-file = FILE and admin.tls.certificate { chain = FILE, key = FILE }, or \"127.0.0.1:PORT\", or off"));
        address.ifPresent(one -> taken.take(listen, one));
        return address.<AdminConfig>map(one -> new Open(one, token, certificate))
                .orElseGet(Off::new);
    }

    private static Optional<Path> token(Node file) {
        if (!file.isWritten()) {
            return Optional.empty();
        }
        NamedFiles.read(file, BearerToken.MOST_OCTETS)
                .flatMap(content -> BearerToken.fault(content.octets()))
                .ifPresent(fault -> file.problem(file.shown() + " " + fault));
        return Optional.of(Scalars.path(file));
    }

    private static Optional<CertificateConfig> tls(Node node) {
        if (!node.isWritten() || !node.requireObject()) {
            return Optional.empty();
        }
        Node certificate = node.child("certificate");
        node.refuseUnknownKeys();
        if (!certificate.isWritten()) {
            node.lacks("has no certificate; write certificate { chain = FILE, key = FILE }");
        }
        Optional<CertificateConfig> read = CertificateConfig.read(certificate);
        read.ifPresent(pair -> tellIfUnreadable(certificate, pair));
        return read;
    }

    private static void tellIfUnreadable(Node certificate, CertificateConfig pair) {
        if (pair.files().paths().stream().anyMatch(path -> path.toString().isEmpty())) {
            // Told already.
            return;
        }
        if (CertificateLoader.load(pair.files()) instanceof CertificateLoading.Unreadable(String problem)) {
            String part = pair.files().partAtFault(problem);
            (part.isEmpty() ? certificate : certificate.child(part)).problem(problem);
        }
    }
}
