package frontdoor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A configuration directory as an operator would mount it: one site, and a certificate that signed itself. */
final class ShopFiles {
    final Path directory;
    final Path certificate;

    private ShopFiles(Path directory) {
        this.directory = directory;
        this.certificate = directory.resolve("chain.pem");
    }

    /** Makes everything below {@code parent}, readable by the image's user. */
    static ShopFiles in(Path parent) throws IOException, InterruptedException {
        ShopFiles files = new ShopFiles(Files.createDirectory(
                parent.resolve("etc"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))));
        files.replaceCertificate();
        files.write(365);
        return files;
    }

    /** Makes another key and certificate and puts them in the place of those that were there, first the key. */
    void replaceCertificate() throws IOException, InterruptedException {
        Path newKey = directory.resolve("key.pem.new");
        Path newChain = directory.resolve("chain.pem.new");
        Process openssl = new ProcessBuilder(
                        List.of(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30"
                                        + " -subj /CN=shop.test -addext subjectAltName=DNS:shop.test,DNS:www.shop.test -keyout "
                                        + newKey + " -out " + newChain)
                                .split(" ")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl ended with " + openssl.exitValue());
        }
        Files.setPosixFilePermissions(newKey, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(newKey, directory.resolve("key.pem"), StandardCopyOption.ATOMIC_MOVE);
        Files.move(newChain, certificate, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Replaces the configuration by one whose policy lasts that many days. */
    void write(int days) throws IOException {
        Path draft = Files.writeString(directory.resolve("draft"), """
                frontdoor.sites.shop {
                  hosts = ["shop.test", "www.shop.test"]
                  canonical = "shop.test"
                  certificate { chain = "chain.pem", key = "key.pem" }
                  hsts { max-age = %dd }
                  compression = on
                  backend = "http://legacy:80"
                }
                """.formatted(days));
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, directory.resolve("frontdoor.conf"), StandardCopyOption.ATOMIC_MOVE);
    }
}
