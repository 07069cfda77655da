package frontdoor.process;

import frontdoor.fixture.FreePort;
import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of one site in a temporary directory, laid out as Kubernetes does: {@code certs/tls.crt} and {@code certs/tls.key} are links
 * through {@code certs/..data}, until a plain replacement makes files of them.
 */
final class SiteFiles {
    static final String HOST = "shop.test";

    private final Path directory;
    private final Path certs;
    private final int backendPort;
    private final int streamPort;
    private final int adminPort = FreePort.take();
    /** A busy machine makes clients late, and those that are to stall must not be cut off before the others are there. */
    private String listen = "listen { plaintext = [\"127.0.0.1:0\"], tls = [\"127.0.0.1:0\"],"
            + " timeouts { handshake = 5m, client-header = 5m, client-idle = 10m, client-write = 10m } }";

    private String moreRoutes = "";
    private boolean logging;
    private String moreUpstreams = "";
    private int versions;

    SiteFiles(Path directory, int backendPort, int streamPort) {
        this.directory = directory;
        this.certs = directory.resolve("certs");
        this.backendPort = backendPort;
        this.streamPort = streamPort;
        try {
            Files.createDirectories(certs);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        swapData(PemPair.of(HOST));
        writeConfiguration(300);
    }

    Path configuration() {
        return directory.resolve("frontdoor.conf");
    }

    Path chain() {
        return certs.resolve("tls.crt");
    }

    Path key() {
        return certs.resolve("tls.key");
    }

    /** Other listeners, and what holds for them, from the next configuration on. */
    SiteFiles listening(String block) {
        listen = block;
        writeConfiguration(300);
        return this;
    }

    /** Requests below {@code /NAME/} go to this port, from the next configuration on. */
    SiteFiles routing(String name, int port) {
        moreRoutes += ", { path = \"/%1$s/\", upstream = %1$s }".formatted(name);
        moreUpstreams += "\n  upstreams.%s.servers = [\"127.0.0.1:%d\"]".formatted(name, port);
        writeConfiguration(300);
        return this;
    }

    /** The backend of {@code /stream/} takes so many connections, from the next configuration on. */
    SiteFiles pooling(int connections) {
        moreUpstreams += "\n  upstreams.streams.pool.connections = " + connections;
        writeConfiguration(300);
        return this;
    }

    /** With an access log, from the next configuration on. */
    SiteFiles logging() {
        logging = true;
        writeConfiguration(300);
        return this;
    }

    int adminPort() {
        return adminPort;
    }

    /** A good configuration whose HSTS max-age tells it from others. */
    void writeConfiguration(int maxAge) {
        write(configuration(), text(maxAge));
    }

    /** The same, replaced by a rename. */
    void renameConfiguration(int maxAge) {
        Path fresh = directory.resolve("frontdoor.conf.new");
        write(fresh, text(maxAge));
        move(fresh, configuration());
    }

    String text(int maxAge) {
        return """
                frontdoor {
                  %s
                  admin.listen = "127.0.0.1:%d"
                  access-log.enabled = %s
                  state-directory = "state"
                  drain-timeout = 5m
                  sites.shop {
                    hosts = ["%s"]
                    certificate { chain = "certs/tls.crt", key = "certs/tls.key" }
                    hsts.max-age = %ds
                    limits.body = off
                    routes = [ { path = "/", upstream = pages }, { path = "/stream/", upstream = streams }%s ]
                  }
                  upstreams.pages.servers = ["127.0.0.1:%d"]
                  upstreams.streams.servers = ["127.0.0.1:%d"]%s
                }
                """.formatted(
                        listen, adminPort, logging, HOST, maxAge, moreRoutes, backendPort, streamPort, moreUpstreams);
    }

    /** Writes over the two files in place, one after the other. */
    void replaceCertificate(PemPair pair) {
        write(chain(), pair.chain());
        write(key(), pair.key());
    }

    /** Renames a fresh file over each of the two. */
    void renameCertificate(PemPair pair) {
        Path freshChain = certs.resolve("tls.crt.new");
        Path freshKey = certs.resolve("tls.key.new");
        write(freshChain, pair.chain());
        write(freshKey, pair.key());
        move(freshKey, key());
        move(freshChain, chain());
    }

    /** Swaps the link {@code ..data}, as Kubernetes does with a changed secret, and removes what it showed before. */
    void swapData(PemPair pair) {
        try {
            Path fresh = Files.createDirectory(certs.resolve("..version" + ++versions));
            write(fresh.resolve("tls.crt"), pair.chain());
            write(fresh.resolve("tls.key"), pair.key());
            Path link = Files.createSymbolicLink(certs.resolve("..data_tmp"), fresh.getFileName());
            move(link, certs.resolve("..data"));
            for (Path file : new Path[] {chain(), key()}) {
                if (!Files.isSymbolicLink(file)) {
                    Path through = Files.createSymbolicLink(
                            certs.resolve(file.getFileName() + ".link"),
                            Path.of("..data", file.getFileName().toString()));
                    move(through, file);
                }
            }
            Path before = certs.resolve("..version" + (versions - 1));
            Files.deleteIfExists(before.resolve("tls.crt"));
            Files.deleteIfExists(before.resolve("tls.key"));
            Files.deleteIfExists(before);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
