package frontdoor.login;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import frontdoor.files.FileContent;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.share.ClientKey;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    /** Of htpasswd -nbB -C 4 ann geheim, by Apache httpd 2.4. */
    private static final ClientKey CLIENT = new ClientKey(1, 0);

    private final Passwords passwords = new Passwords(1);

    @AfterEach
    void close() {
        passwords.close();
    }

    private static Users users(BCrypt.Version version, String name, String password, int cost) {
        byte[] hash = BCrypt.with(version).hash(cost, password.getBytes(StandardCharsets.UTF_8));
        String line = name + ":" + new String(hash, StandardCharsets.US_ASCII);
        return Users.read(new FileContent(Path.of("u"), line.getBytes(StandardCharsets.UTF_8)), fault -> {
            throw new AssertionError(fault);
        });
    }

    static Credentials credentials(String text) {
        Fields fields = new Fields(64);
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        fields.add(FieldName.AUTHORIZATION, Octets.of("Basic " + encoded));
        return Objects.requireNonNull(Credentials.of(fields));
    }

    private boolean isRight(Users users, String text) {
        return Objects.requireNonNull(passwords.check(users, credentials(text), CLIENT))
                .join();
    }

    @Test
    void tellsTheRightPasswordFromOthersWhateverMadeTheHash() {
        for (BCrypt.Version version :
                new BCrypt.Version[] {BCrypt.Version.VERSION_2A, BCrypt.Version.VERSION_2B, BCrypt.Version.VERSION_2Y
                }) {
            Users users = users(version, "Jörg", "ge:heim ü", 4);
            assertThat(isRight(users, "Jörg:ge:heim ü")).isTrue();
            assertThat(isRight(users, "Jörg:ge:heim u")).isFalse();
            assertThat(isRight(users, "Jörg:")).isFalse();
            assertThat(isRight(users, "jörg:ge:heim ü")).isFalse();
            assertThat(isRight(users, ":")).isFalse();
        }
    }

    /** A system that has no more threads for this process: whoever comes next is told at once, and nobody waits for ever. */
    @Test
    void keepsNothingOfACheckThatNoThreadCanBeHadFor() {
        try (Passwords without = new Passwords(
                1,
                _ -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                Ticker.systemTicker())) {
            Users users = users(BCrypt.Version.VERSION_2Y, "ann", "geheim", 4);
            for (int i = 0; i < 10; i++) {
                assertThat(without.check(users, credentials("ann:geheim"), CLIENT))
                        .isNull();
            }
        }
    }

    /** Whoever waited in vain has no place any more; nothing is worked off that nobody waits for. */
    @Test
    void beginsNothingThatHasWaitedForTooLong() {
        MockTicker clock = Ticker.newMockTicker();
        CompletableFuture<Runnable> worker = new CompletableFuture<>();
        try (Passwords late = new Passwords(
                1,
                work -> {
                    worker.complete(work);
                    return new Thread();
                },
                clock)) {
            Users users = users(BCrypt.Version.VERSION_2Y, "ann", "x", 4);
            CompletableFuture<Boolean> first = late.check(users, credentials("ann:x"), CLIENT);
            clock.advance(Passwords.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            CompletableFuture<Boolean> second = late.check(users, credentials("ann:y"), CLIENT);
            Thread.ofPlatform().daemon().start(worker.join());
            assertThat(Objects.requireNonNull(second).join()).isFalse();
            assertThat(first).isCompletedExceptionally();
            for (int i = 0; i < 10; i++) {
                assertThat(Objects.requireNonNull(late.check(users, credentials("ann:x"), CLIENT))
                                .join())
                        .isTrue();
            }
        }
    }

    @Test
    void takesAHashThatApacheMade() {
        Users users = Users.read(
                new FileContent(
                        Path.of("u"),
                        "ann:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC"
                                .getBytes(StandardCharsets.US_ASCII)),
                fault -> {
                    throw new AssertionError(fault);
                });
        assertThat(isRight(users, "ann:myPassword")).isTrue();
        assertThat(isRight(users, "ann:mypassword")).isFalse();
    }

    @Test
    void remembersWhatWasRightUntilTheFileChanges() {
        Users users = users(BCrypt.Version.VERSION_2Y, "ann", "x", 4);
        assertThat(isRight(users, "ann:x")).isTrue();
        passwords.close(); // Nothing can be found out any more.
        assertThat(Objects.requireNonNull(passwords.check(users, credentials("ann:x"), CLIENT))
                        .isDone())
                .isTrue();
        assertThat(passwords.check(users, credentials("ann:y"), CLIENT)).isNull();
        Users changed = users(BCrypt.Version.VERSION_2Y, "ann", "x", 4);
        assertThat(passwords.check(changed, credentials("ann:x"), CLIENT)).isNull();
    }

    @Test
    void givesNoClientMoreThanItsPartAndNobodyMoreThanThereIs() {
        Users users = users(BCrypt.Version.VERSION_2Y, "ann", "x", 13);
        assertThat(asked(users, 0, CLIENT)).isNotNull();
        assertThat(asked(users, 0, CLIENT)).as("the same again is one check").isSameAs(asked(users, 0, CLIENT));
        for (int i = 1; i < 4; i++) {
            assertThat(asked(users, i, CLIENT)).isNotNull();
        }
        assertThat(asked(users, 4, CLIENT)).isNull();
        int more = 0;
        for (int i = 5; i < 200; i++) {
            more += asked(users, i, new ClientKey(i, 0)) == null ? 0 : 1;
        }
        assertThat(more).isBetween(60, 63);
    }

    private @Nullable CompletableFuture<Boolean> asked(Users users, int number, ClientKey client) {
        return passwords.check(users, credentials("ann:" + number), client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !", "Basic YW5u", "Bearer YW5uOng=", "Basic YW5uOng= x"})
    void takesNothingElseForCredentials(String value) {
        Fields fields = new Fields(64);
        fields.add(FieldName.AUTHORIZATION, Octets.of(value));
        assertThat(Credentials.of(fields)).isNull();
    }

    @Test
    void takesNoTwoFieldsForCredentials() {
        Fields fields = new Fields(64);
        fields.add(FieldName.AUTHORIZATION, Octets.of("basic  YW5uOng="));
        assertThat(Objects.requireNonNull(Credentials.of(fields)).name()).isEqualTo("ann");
        fields.add(FieldName.AUTHORIZATION, Octets.of("Basic YW5uOng="));
        assertThat(Credentials.of(fields)).isNull();
    }

    @Test
    void forgetsInTwoGenerations() {
        RightOnes right = new RightOnes();
        right.add(new LoginKey(-1, 0, 0, 0));
        for (int i = 0; i < RightOnes.GENERATION; i++) {
            right.add(new LoginKey(i, 0, 0, 0));
        }
        assertThat(right.contains(new LoginKey(-1, 0, 0, 0))).isTrue();
        for (int i = 0; i < 2 * RightOnes.GENERATION; i++) {
            right.add(new LoginKey(i, 1, 0, 0));
        }
        assertThat(right.contains(new LoginKey(-1, 0, 0, 0))).isFalse();
    }
}
