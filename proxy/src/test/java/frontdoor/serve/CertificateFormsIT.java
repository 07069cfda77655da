package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C14, C15, Q11: certificates out of encrypted files and stores, side by side, as real clients see them. */
class CertificateFormsIT {
    @TempDir
    private static Path directory;

    private static Program openssl;
    private static Backend backend;
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        openssl = Program.named("openssl");
        Files.writeString(directory.resolve("pw"), "secret\n");
        openssl("req -x509 -newkey rsa:2048 -nodes -subj /CN=root -keyout root.key -out root.pem");
        issue("ec", "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -passout file:pw");
        issue("rsa", "-newkey rsa:2048 -passout file:pw");
        store("rsa");
        // The root first, the leaf after it.
        Files.writeString(
                directory.resolve("ec.pem"),
                Files.readString(directory.resolve("root.pem")) + Files.readString(directory.resolve("ec.pem")));
        backend = new Backend();
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.forms { hosts = ["forms.test"], backend = "http://127.0.0.1:%2$d"
                  certificate = [
                    { chain = "%1$s/ec.pem", key = "%1$s/ec.key", password-file = "%1$s/pw" }
                    { store = "%1$s/rsa.p12", password = secret }
                  ]
                }
                """.formatted(directory, backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static String openssl(String arguments) throws Exception {
        Process process = new ProcessBuilder(openssl.command(List.of(arguments.split(" "))))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void issue(String name, String key) throws Exception {
        openssl("req -new " + key + " -subj /CN=" + name + " -addext subjectAltName=DNS:forms.test -keyout " + name
                + ".key -out " + name + ".csr");
        openssl("x509 -req -days 47 -copy_extensions copy -in " + name + ".csr -CA root.pem -CAkey root.key -out "
                + name + ".pem");
    }

    private static void store(String name) throws Exception {
        openssl("pkcs12 -export -in " + name + ".pem -inkey " + name
                + ".key -passin file:pw -certfile root.pem -passout" + " pass:secret -out new.p12");
        Files.move(directory.resolve("new.p12"), directory.resolve(name + ".p12"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String connect(String options) throws Exception {
        return openssl("s_client -connect 127.0.0.1:" + door.address(true).getPort()
                + " -servername forms.test -CAfile " + "root.pem -verify_return_error -showcerts " + options);
    }

    /** RFC 8446 4.2.3 and RFC 5246 7.4.1.4.1: by what the client can verify, with either version. */
    @ParameterizedTest
    @CsvSource({
        "-tls1_3, CN = ec",
        "-tls1_3 -sigalgs RSA-PSS+SHA256:RSA+SHA256, CN = rsa",
        "-tls1_2, CN = ec",
        "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256, CN = rsa"
    })
    void showsTheKindThatTheClientTakes(String options, String subject) throws Exception {
        assertThat(connect(options))
                .contains("subject=" + subject + "\n", "Verify return code: 0 (ok)")
                // Neither root is sent.
                .containsOnlyOnce("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void servesAStoreThatWasReplaced() throws Exception {
        String before = connect("-sigalgs RSA-PSS+SHA256:RSA+SHA256");
        issue("rsa", "-newkey rsa:2048 -passout file:pw");
        store("rsa");
        await().untilAsserted(() ->
                assertThat(leaf(connect("-sigalgs RSA-PSS+SHA256:RSA+SHA256"))).isNotEqualTo(leaf(before)));
    }

    private static String leaf(String output) {
        return output.substring(output.indexOf("-----BEGIN"), output.indexOf("-----END"));
    }
}
