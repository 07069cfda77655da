package frontdoor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.PortBinding;
import frontdoor.fixture.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** The Debian package, made of the image and installed in a Debian that has nothing else. */
class DebianPackageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String OPEN = "the front door is open";
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path temporary;

    private GenericContainer<?> debian;

    @BeforeAll
    static void buildTheImages() throws Exception {
        LocalImages.build();
    }

    @BeforeEach
    void makeThePackage() throws Exception {
        Path file = temporary.resolve("frontdoor.deb");
        Program.Run made =
                new Program(REPOSITORY.resolve("systemd/deb.sh")).run(LocalImages.FRONTDOOR, file.toString());
        assertThat(made.exit()).as(made.output()).isZero();
        debian = new GenericContainer<>("frontdoor-debian:latest")
                .withCommand("sleep", "infinity")
                .withExposedPorts(80, 443)
                .waitingFor(Wait.forSuccessfulCommand("true"))
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withPortBindings(PortBinding.parse("127.0.0.1::80"), PortBinding.parse("127.0.0.1::443")));
        debian.start();
        debian.copyFileToContainer(MountableFile.forHostPath(file), "/package.deb");
    }

    @AfterEach
    void stop() {
        debian.stop();
    }

    @Test
    void servesAsItsOwnUserAndGoesAsItCame() throws Exception {
        assertThat(in("dpkg -i /package.deb")).contains("edit /etc/frontdoor/frontdoor.conf");
        assertThat(in("stat -c '%U %a' /var/lib/frontdoor; stat -c '%G %a' /etc/frontdoor"))
                .isEqualTo("frontdoor 700\nfrontdoor 750\n");

        ShopFiles files = ShopFiles.in(temporary);
        Files.writeString(files.directory.resolve("frontdoor.conf"), """
                frontdoor.sites.shop {
                  hosts = ["shop.test"]
                  certificate { chain = "chain.pem", key = "key.pem", password-file = "password" }
                  hsts { max-age = 365d }
                  routes = [{ path = "/", answer { body = "from the package" } }]
                }
                """);
        debian.copyFileToContainer(MountableFile.forHostPath(files.directory), "/etc/frontdoor");
        in(
                "setpriv --reuid frontdoor --regid frontdoor --clear-groups frontdoor run >/tmp/log 2>&1 & echo $! >/tmp/pid");
        await().atMost(PATIENCE).until(() -> in("cat /tmp/log").contains(OPEN) || hasEnded());
        assertThat(in("cat /tmp/log")).contains(OPEN);

        assertThat(get(files, "https://shop.test/"))
                .contains("max-age=31536000")
                .endsWith("from the package");
        assertThat(in("frontdoor health")).contains("alive");
        in("kill $(cat /tmp/pid)");
        await().atMost(PATIENCE).until(this::hasEnded);
        in("dpkg -r frontdoor");
        assertThat(in("ls /var/lib/frontdoor")).contains("ledger");
        in("dpkg -P frontdoor");
        assertThat(in("find / -xdev -path '*frontdoor*' -not -path '/etc/frontdoor*'; getent passwd frontdoor || :"))
                .isEmpty();
    }

    private boolean hasEnded() throws IOException, InterruptedException {
        // Nobody in the container waits for it, so it may stay as a zombie.
        String state = in("grep -s State: /proc/$(cat /tmp/pid)/status || :");
        return state.isEmpty() || state.contains("zombie");
    }

    private String get(ShopFiles files, String url) throws Exception {
        String to = "shop.test:443:127.0.0.1:" + debian.getMappedPort(443);
        return Program.named("curl")
                .run("-si", "--cacert", files.certificate.toString(), "--connect-to", to, url)
                .output();
    }

    private String in(String script) throws IOException, InterruptedException {
        ExecResult result = debian.execInContainer("sh", "-c", script);
        assertThat(result.getExitCode()).as(script + ": " + result.getStderr()).isZero();
        return result.getStdout();
    }
}
