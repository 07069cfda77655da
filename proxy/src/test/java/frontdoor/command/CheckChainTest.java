package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.ChainBuilder;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of {@code check} about the chains of certificates that are served all the same. */
class CheckChainTest {
    private static final Instant FROM = Instant.now().minus(Duration.ofDays(1));
    private static final Instant TO = Instant.now().plus(Duration.ofDays(80));

    @TempDir
    Path directory;

    private CommandRun check(String certificate) throws IOException {
        Path config = directory.resolve("frontdoor.conf");
        Files.writeString(config, """
            frontdoor.state-directory = state
            frontdoor.sites.shop { hosts = ["a.test"], backend = "http://127.0.0.1:1", certificate = %s }
            """.formatted(certificate));
        CommandRun run = CommandRun.of("check", config.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.GOOD);
        return run;
    }

    private void write(String name, KeyKind kind) {
        KeyPair keys = TestCertificates.newKeys(kind);
        X509Certificate leaf = TestCertificates.leaf(keys, List.of("a.test"), FROM, TO);
        TestCertificates.writeChain(directory.resolve(name + ".pem"), leaf, TestCertificates.AUTHORITY);
        TestCertificates.writeKey(directory.resolve(name + ".key"), keys.getPrivate());
    }

    /** The issuer of the issuer is missing, or is a root of somebody's own. */
    @Test
    void namesTheIssuerThatAChainEndsBelow() throws IOException {
        new ChainBuilder(FROM, TO, List.of("a.test"))
                .issuerUntil(Instant.parse("2090-01-01T00:00:00Z"))
                .write(directory.resolve("long"));
        assertThat(check("{ chain = long.pem, key = long.key }").err())
                .contains("note: " + directory.resolve("long.pem")
                        + ": the chain ends with a certificate of CN=Chain root, which neither Java nor");
    }

    /** RFC 8410: browsers know no such keys, and are answered with the other one. */
    @Test
    void saysNothingOfAnEd25519CertificateThatStandsBesideAnother() throws IOException {
        write("edwards", KeyKind.ED25519);
        write("ec", KeyKind.EC);
        assertThat(check("[{ chain = edwards.pem, key = edwards.key }, { chain = ec.pem, key = ec.key }]")
                        .err())
                .doesNotContain("warning");
    }
}
