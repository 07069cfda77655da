package frontdoor.reload;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changes that a look at the watched files notices although it reads none whose stamp is old and the same. */
class WatchedFilesTest {
    @TempDir
    Path directory;

    /** As if every file were older than the doubt about its stamp. */
    private final WatchedFiles watched = new WatchedFiles(() -> Instant.now().plus(Duration.ofMinutes(1)));

    @Test
    void returnsTheVerySameContentsWhileNothingHappens() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "one");
        FileContents first = look(file);
        assertThat(look(file)).isSameAs(first);
    }

    @Test
    void noticesARewriteOfTheSameSizeAndTime() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        FileContents first = look(file);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);
        assertThat(look(file)).isNotEqualTo(first);
    }

    @Test
    void noticesAFileThatAppearsIsReplacedAndGoes() throws IOException {
        Path file = directory.resolve("a");
        FileContents absent = look(file);
        Files.writeString(file, "one");
        FileContents there = look(file);
        Files.writeString(directory.resolve("b"), "two");
        Files.move(directory.resolve("b"), file, StandardCopyOption.ATOMIC_MOVE);
        FileContents replaced = look(file);
        Files.delete(file);
        assertThat(List.of(absent, there, replaced)).doesNotHaveDuplicates();
        assertThat(look(file)).isEqualTo(absent);
    }

    /** A9: gathering thousands of names costs more than looking at the files. */
    @Test
    void gathersTheFilesOnlyWhenThereMayBeOthers() throws IOException {
        AtomicInteger gathered = new AtomicInteger();
        Set<Path> files = new AbstractSet<>() {
            @Override
            public Iterator<Path> iterator() {
                gathered.incrementAndGet();
                return Set.of(directory.resolve("a")).iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        FileContents absent = watched.look(files, List.of());
        assertThat(gathered).hasPositiveValue();
        gathered.set(0);
        Files.writeString(directory.resolve("a"), "one");
        assertThat(watched.look(files, List.of())).isNotEqualTo(absent);
        assertThat(gathered).hasValue(0);
        watched.look(Set.of(directory.resolve("b")), List.of());
        watched.look(files, List.of());
        assertThat(gathered).hasPositiveValue();
    }

    private FileContents look(Path file) {
        return watched.look(Set.of(file), List.of());
    }

    @Test
    void takesATouchedFileForTheSame() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "one");
        FileContents first = look(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(9)));
        assertThat(look(file)).isEqualTo(first);
    }

    @Test
    void followsALinkThatIsSwappedAbove() throws IOException {
        Path file = directory.resolve("..data/tls.crt");
        for (String version : List.of("1", "2")) {
            Files.writeString(Files.createDirectory(directory.resolve(version)).resolve("tls.crt"), version);
        }
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("1"));
        FileContents first = look(file);
        Files.createSymbolicLink(directory.resolve("fresh"), Path.of("2"));
        Files.move(directory.resolve("fresh"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(look(file)).isNotEqualTo(first);
    }

    @Test
    void noticesAFileThatAPatternMatchesFromNowOn() throws IOException {
        Files.createDirectory(directory.resolve("sites"));
        Path pattern = directory.resolve("sites/*.conf");
        FileContents first = look(pattern);
        Files.writeString(directory.resolve("sites/notes.txt"), "");
        assertThat(look(pattern)).isEqualTo(first);
        Files.writeString(directory.resolve("sites/a.conf"), "");
        assertThat(look(pattern)).isNotEqualTo(first);
    }

    /** Clients of ACME call the files of a wildcard certificate so, and renew them in place. */
    @Test
    void noticesARewriteOfAFileWhoseNameLooksLikeAPattern() throws IOException {
        Path file = Files.writeString(directory.resolve("*.example.com.cer"), "one");
        FileContents first = look(file);
        Files.writeString(file, "two");
        assertThat(look(file)).isNotEqualTo(first);
    }

    @Test
    void noticesPairsThatAppearInADirectoryAndInItsFolders() throws IOException {
        Path certificates = Files.createDirectories(directory.resolve("certs"));
        Path folder = Files.createDirectory(certificates.resolve("example.com"));
        FrontdoorConfig config = ((ConfigResult.Loaded) ConfigLoader.parse(directory + "/f.conf", """
                frontdoor.certificates.directory = certs
                frontdoor.sites.a { hosts = [a.test], backend = "http://b:80" }
                """)).config();
        FileContents empty = watched.look(Set.of(), List.of(config));
        Files.writeString(certificates.resolve("a.crt"), "");
        assertThat(watched.look(Set.of(), List.of(config))).isEqualTo(empty);
        Files.writeString(certificates.resolve("a.key"), "");
        FileContents one = watched.look(Set.of(), List.of(config));
        Files.writeString(folder.resolve("fullchain.pem"), "");
        Files.writeString(folder.resolve("privkey.pem"), "");
        FileContents two = watched.look(Set.of(), List.of(config));
        assertThat(one.digests()).containsKey(certificates.resolve("a.key"));
        assertThat(two.digests()).containsKey(folder.resolve("privkey.pem")).hasSize(5);
    }

    /** Whatever changes is in force within three seconds. */
    @Test
    void looksLessOftenAtMoreFilesButOftenEnough() {
        assertThat(FileWatch.pauseFor(2)).hasMillis(1_000);
        assertThat(FileWatch.pauseFor(3_000)).hasMillis(1_500);
        assertThat(FileWatch.pauseFor(4_000)).hasMillis(2_000);
        assertThat(FileWatch.pauseFor(1_000_000)).hasMillis(2_000);
    }
}
