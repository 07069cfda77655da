package frontdoor.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevelopmentAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path state;

    private DevelopmentLoading.Ready prepare(Instant now, String... names) {
        DevelopmentLoading loading = new DevelopmentAuthority(state, InstantSource.fixed(now)).prepare(List.of(names));
        return switch (loading) {
            case DevelopmentLoading.Ready ready -> ready;
            case DevelopmentLoading.Unwritable unwritable -> throw new AssertionError(unwritable.failed());
        };
    }

    @Test
    void makesACertificateThatItsAuthoritySigned() throws Exception {
        DevelopmentLoading.Ready ready = prepare(NOW, "Shop.test", "*.shop.test", "10.0.0.7");
        CertificatePair pair = ready.pair();
        assertThat(List.of("localhost", "127.0.0.1", "::1", "shop.test", "www.shop.test", "10.0.0.7"))
                .allMatch(pair::covers);
        assertThat(Duration.between(pair.leaf().notBefore(), pair.leaf().notAfter()))
                .isLessThanOrEqualTo(Duration.ofDays(90));
        assertThat(pair.leaf().kind()).isEqualTo(KeyKind.EC);
        assertThat(pair.notes(NOW)).isEmpty();
        X509Certificate authority = PemFiles.readChain(ready.authority(), Files.readString(ready.authority()))
                .getFirst();
        pair.chain().getFirst().verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
    }

    @Test
    void keepsKeysToTheOwner() throws IOException {
        DevelopmentLoading.Ready ready = prepare(NOW);
        Path directory = ready.key().getParent();
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(ready.key())).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("authority-key.pem"))).isEqualTo("rw-------");
        assertThat(permissions(ready.authority())).isEqualTo("rw-r--r--");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void keepsWhatStillHolds() {
        CertificatePair first = prepare(NOW, "a.test").pair();
        assertThat(prepare(NOW.plus(Duration.ofDays(70)), "A.test.").pair()).isEqualTo(first);
    }

    @Test
    void issuesAnewNearTheEndAndForOtherNamesUnderTheSameAuthority() {
        CertificatePair first = prepare(NOW, "a.test").pair();
        CertificatePair renewed =
                prepare(NOW.plus(Duration.ofDays(75)), "a.test").pair();
        CertificatePair other = prepare(NOW.plus(Duration.ofDays(75)), "b.test").pair();
        assertThat(List.of(first, renewed, other)).doesNotHaveDuplicates();
        assertThat(other.covers("a.test")).isFalse();
        assertThat(List.of(root(renewed), root(other))).containsOnly(root(first));
    }

    @Test
    void mendsBrokenFiles() throws IOException {
        DevelopmentLoading.Ready first = prepare(NOW);
        Files.writeString(first.key(), "half");
        CertificatePair second = prepare(NOW).pair();
        assertThat(root(second)).isEqualTo(root(first.pair()));
        Files.delete(first.authority());
        assertThat(root(prepare(NOW).pair())).isNotEqualTo(root(second));
    }

    private static X509Certificate root(CertificatePair pair) {
        return pair.order().judged().get(1);
    }

    @Test
    void saysWhenItCannotWrite() throws IOException {
        Files.writeString(state.resolve("development"), "a file in the way");
        DevelopmentLoading loading = new DevelopmentAuthority(state, InstantSource.fixed(NOW)).prepare(List.of());
        assertThat(loading)
                .isInstanceOfSatisfying(
                        DevelopmentLoading.Unwritable.class,
                        unwritable -> assertThat(unwritable.failed()).isInstanceOf(FileAlreadyExistsException.class));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
