package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.AuthorityFront;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.Pebble;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One order that is cut off by kill -9 at every step, and gone on with by the next process each time: one account, one request for the
 * certificate, and no order beside the one whose answer nobody has heard.
 */
class AcmeKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();

    private Path kept(String file) {
        return directory.resolve("state/acme/sites/shop").resolve(file);
    }

    private Path configuration(AuthorityFront front) throws Exception {
        return Files.writeString(
                directory.resolve("frontdoor.conf"),
                AcmeDoor.written(directory, http, tls, """
                        frontdoor.acme { authorities = [%s], agree-to-terms = true, challenges = [http-01] }
                        frontdoor.sites.shop { hosts = ["shop.test"], certificate = acme, backend = "http://127.0.0.1:1" }
                        """.formatted(front.authority("pebble"))));
    }

    /** Runs until it waits for an answer, which is never given. */
    private void runUntil(AuthorityFront.Hold hold, Path configuration) throws Exception {
        try (FrontdoorProcess process = FrontdoorProcess.serve(directory, configuration)) {
            assertThat(hold.awaitReached()).as(process.log()).isTrue();
            process.kill();
            assertThat(process.awaitEnd(PATIENCE)).isEqualTo(KILLED);
        } finally {
            hold.release();
        }
        isForItsOwnerAlone();
    }

    private void isForItsOwnerAlone() throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("state/acme"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    private Stream<Attempt> good() throws Exception {
        return History.read(Files.readString(kept("0.history"))).orElseThrow().attempts().stream()
                .filter(Attempt::good);
    }

    @Test
    void whateverStepAnOrderIsKilledAtTheNextProcessGoesOn() throws Exception {
        Map<String, String> habits = Map.of("PEBBLE_AUTHZREUSE", "0");
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls, "", habits);
                AuthorityFront front = AuthorityFront.open(pebble, directory)) {
            Path configuration = configuration(front);
            runUntil(front.holdsAnswers("/sign-me-up"), configuration);
            runUntil(front.holdsAnswers("/order-plz"), configuration);
            runUntil(front.holdsRequests("/chalZ/"), configuration);
            Path order = Files.copy(kept("0.order"), directory.resolve("order"));
            runUntil(front.holdsAnswers("/finalize-order/"), configuration);
            runUntil(front.holdsAnswers("/certZ/"), configuration);
            Path left = Files.writeString(kept(".new-1.tmp"), "half a k");
            goesOn(front, configuration);
            assertThat(left).doesNotExist();
            assertThat(pebble.count("Added order")).isEqualTo(2);
            assertThat(pebble.count("There are now 1 accounts in memory")).isEqualTo(1);
            assertThat(pebble.count("There are now 2 accounts in memory")).isZero();
            assertThat(pebble.count("Issued certificate serial")).isEqualTo(1);

            // An end between the certificate and what is written of it.
            Files.copy(order, kept("0.order"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(
                    kept("0.history"), Files.readString(kept("0.history")).replaceAll("(?m)^.* good .*\\R", ""));
            assertThat(good()).isEmpty();
            goesOn(front, configuration);
            assertThat(good().map(Attempt::authority)).containsExactly("pebble");
            assertThat(pebble.count("Added order")).isEqualTo(2);
            isForItsOwnerAlone();
        }
    }

    /** Runs until all that was under way is done. */
    private void goesOn(AuthorityFront front, Path configuration) throws Exception {
        front.passes();
        try (FrontdoorProcess process = FrontdoorProcess.serve(directory, configuration)) {
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(kept("0.pem")) && !Files.exists(kept("0.order")) && good().count() == 1);
            process.kill();
            process.awaitEnd(PATIENCE);
        }
    }
}
