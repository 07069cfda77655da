package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * C13, Q11: the rotation of a certificate in each way that files are replaced, as {@code openssl s_client} sees it in a loop: every handshake
 * succeeds, and shows the pair from before until it shows the next one.
 */
class RotationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern SERIAL = Pattern.compile("(?m)^serial=(\\w+)$");

    /** How somebody puts a pair in the place of the one before it. */
    private enum Way {
        RENAME {
            @Override
            void replace(Path live, PemPair pair) throws IOException {
                Path fresh = written(live.resolveSibling("fresh"), pair);
                move(fresh.resolve("tls.key"), live.resolve("tls.key"));
                move(fresh.resolve("tls.crt"), live.resolve("tls.crt"));
            }
        },
        WRITE_IN_PLACE {
            @Override
            void replace(Path live, PemPair pair) throws IOException {
                written(live, pair);
            }
        },
        /** Kubernetes: the files are links through {@code ..data}, which is swapped. */
        SWAP_LINK {
            @Override
            void replace(Path live, PemPair pair) throws IOException {
                Path version = written(live.resolve("..version" + pair.serial()), pair);
                move(Files.createSymbolicLink(live.resolve("..fresh"), version.getFileName()), live.resolve("..data"));
                for (String file : List.of("tls.crt", "tls.key")) {
                    if (!Files.isSymbolicLink(live.resolve(file))) {
                        move(
                                Files.createSymbolicLink(live.resolve("..link"), Path.of("..data", file)),
                                live.resolve(file));
                    }
                }
            }
        },
        SWAP_DIRECTORY {
            @Override
            void replace(Path live, PemPair pair) throws IOException {
                Path fresh = written(live.resolveSibling("fresh" + pair.serial()), pair);
                Files.move(live, live.resolveSibling("before" + pair.serial()));
                Files.move(fresh, live);
            }
        },
        /** As {@code cp} does: cut to nothing, and then written piece by piece, here with looks of the watch in between. */
        COPY_WITH_PAUSES {
            @Override
            void replace(Path live, PemPair pair) throws IOException {
                copy(live.resolve("tls.crt"), pair.chain());
                copy(live.resolve("tls.key"), pair.key());
            }
        };

        abstract void replace(Path live, PemPair pair) throws IOException;

        private static Path written(Path directory, PemPair pair) throws IOException {
            Files.createDirectories(directory);
            pair.writeTo(directory.resolve("tls.crt"), directory.resolve("tls.key"));
            return directory;
        }

        private static void move(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        private static void copy(Path to, String text) throws IOException {
            Files.writeString(to, "");
            int pieces = 3;
            for (int piece = 0; piece < pieces; piece++) {
                await().pollDelay(Duration.ofMillis(600)).until(() -> true);
                Files.writeString(
                        to,
                        text.substring(text.length() * piece / pieces, text.length() * (piece + 1) / pieces),
                        StandardOpenOption.APPEND);
            }
        }
    }

    @TempDir
    private Path directory;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private PemPair first;
    private Backend backend;
    private FrontDoorHarness door;
    private Thread loop;

    @BeforeEach
    void open() throws Exception {
        first = PemPair.of("rotated.test");
        Way.WRITE_IN_PLACE.replace(directory.resolve("live"), first);
        backend = new Backend();
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.rotated { hosts = ["rotated.test"], backend = "http://127.0.0.1:%d"
                  certificate { chain = "%2$s/live/tls.crt", key = "%2$s/live/tls.key" } }
                """.formatted(backend.port(), directory));
        loop = Thread.ofPlatform().start(this::connectAgainAndAgain);
    }

    @AfterEach
    void close() throws Exception {
        ended.set(true);
        loop.join();
        door.close();
        backend.close();
    }

    @ParameterizedTest
    @EnumSource
    void showsOnePairOrTheOther(Way way) throws Exception {
        awaitShown(first);
        List<PemPair> pairs = new ArrayList<>(List.of(first));
        for (int rotation = 1; rotation <= 3; rotation++) {
            PemPair pair = PemPair.of("rotated.test");
            pairs.add(pair);
            way.replace(directory.resolve("live"), pair);
            awaitShown(pair);
        }
        assertThat(failed).isEmpty();
        List<String> order = new ArrayList<>();
        for (String serial : shown) {
            if (order.isEmpty() || !order.getLast().equals(serial)) {
                order.add(serial);
            }
        }
        assertThat(order).isEqualTo(pairs.stream().map(RotationsIT::serialOf).toList());
    }

    private void awaitShown(PemPair pair) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown).contains(serialOf(pair)));
    }

    /** As openssl writes it: whole octets, in upper case. */
    private static String serialOf(PemPair pair) {
        String serial = pair.serial().toUpperCase(Locale.ROOT);
        return serial.length() % 2 == 0 ? serial : "0" + serial;
    }

    private void connectAgainAndAgain() {
        Program openssl = Program.named("openssl");
        try {
            while (!ended.get()) {
                String said = openssl.run(
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + door.address(true).getPort(),
                                "-servername",
                                "rotated.test")
                        .output();
                int begin = said.indexOf("-----BEGIN CERTIFICATE-----");
                Matcher serial = SERIAL.matcher(
                        begin < 0
                                ? ""
                                : openssl.runWith(said.substring(begin), "x509", "-noout", "-serial")
                                        .output());
                if (serial.find()) {
                    shown.add(serial.group(1));
                } else {
                    failed.add(said);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
