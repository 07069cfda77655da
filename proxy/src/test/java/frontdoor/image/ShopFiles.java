package frontdoor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A configuration directory as an operator would mount it: one site, a certificate that signed itself, and its key, which is encrypted. */
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
        files.put("password", Files.writeString(files.directory.resolve("draft"), "a password\n"));
        files.replaceCertificate();
        files.write(365);
        return files;
    }

    /** Makes another key and certificate and puts them in the place of those that were there, first the key. */
    void replaceCertificate() throws IOException, InterruptedException {
        Path newKey = directory.resolve("key.pem.new");
        Path newChain = directory.resolve("chain.pem.new");
        Process openssl = new ProcessBuilder(
                        List.of(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -passout file:"
                                        + directory.resolve("password") + " -days 30"
                                        + " -subj /CN=shop.test -addext subjectAltName=DNS:shop.test,DNS:www.shop.test -keyout "
                                        + newKey + " -out " + newChain)
                                .split(" ")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl ended with " + openssl.exitValue());
        }
        put("key.pem", newKey);
        put("chain.pem", newChain);
    }

    /** Puts {@code draft} in the place of what is called {@code name}, readable by the image's user. */
    private void put(String name, Path draft) throws IOException {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Replaces the configuration by one whose policy lasts that many days. */
    void write(int days) throws IOException {
        put("frontdoor.conf", Files.writeString(directory.resolve("draft"), """
                frontdoor.sites.shop {
                  hosts = ["shop.test", "www.shop.test"]
                  canonical = "shop.test"
                  certificate { chain = "chain.pem", key = "key.pem", password-file = "password" }
                  hsts { max-age = %dd }
                  compression = on
                  backend = "http://legacy:80"
                }
                """.formatted(days)));
    }
}
