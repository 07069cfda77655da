package frontdoor.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.ledger.Entry;
import frontdoor.ledger.Ledger;
import frontdoor.ledger.Promise;
import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on disk survives whatever happens to it. HSTS.md, chapter 4: Ledger. */
class LedgerFileTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Entry FIRST = entry("a.test", 300);
    private static final Entry SECOND = entry("b.test", 600);
    private static final Entry THIRD = entry("c.test", 900);
    private static final Ledger OLDER = Ledger.of(List.of(FIRST, SECOND), NOON);
    private static final Ledger NEWER = Ledger.of(List.of(FIRST, SECOND, THIRD), NOON.plusSeconds(60));

    @TempDir
    Path directory;

    private LedgerFile file;

    @BeforeEach
    void write() throws IOException {
        file = new LedgerFile(directory);
        file.write(OLDER, true);
        file.write(NEWER, false);
    }

    @Test
    void readsWhatWasWritten() {
        LedgerStore.Found found = file.read();
        assertThat(found.ledger().entries()).isEqualTo(NEWER.entries());
        assertThat(found.ledger().seen()).isEqualTo(NEWER.seen());
        assertThat(found.faults()).isEmpty();
        assertThat(found.whole()).isTrue();
    }

    @Test
    void writesLinesThatPeopleCanRead() throws IOException {
        assertThat(Files.readAllLines(file.path()))
                .map(line -> line.replaceFirst(" crc=[0-9a-f]{8}$", ""))
                .containsExactly(
                        "frontdoor-ledger 1",
                        "seen 2026-11-22T12:01:00Z",
                        "sent a.test max-age=300 from 2026-11-22T12:00:00Z until now",
                        "sent b.test max-age=600 from 2026-11-22T12:00:00Z until now",
                        "sent c.test max-age=900 from 2026-11-22T12:00:00Z until now",
                        "end 3");
    }

    @Test
    void findsNothingWhereNothingWasWritten() {
        LedgerStore.Found found = new LedgerFile(directory.resolve("nowhere")).read();
        assertThat(found.found()).isFalse();
        assertThat(found.faults()).isEmpty();
        assertThat(found.ledger().entries()).isEmpty();
    }

    @Test
    void losesOneLineAtMostWhereOneIsDamagedAndTellsWhich() throws IOException {
        List<String> lines = Files.readAllLines(file.path());
        for (int i = 0; i < lines.size(); i++) {
            for (int at = 0; at < lines.get(i).length(); at++) {
                damage(file.path(), lines, i, at);
                LedgerStore.Found found = file.read();
                assertThat(found.faults())
                        .singleElement()
                        .asString()
                        .startsWith(file.path() + ":" + (i + 1) + ": the checksum does not match");
                assertThat(found.ledger().entries()).contains(FIRST, SECOND);
                assertThat(found.ledger().entries().contains(THIRD)).isEqualTo(i != 4);
            }
        }
    }

    @Test
    void losesNothingWhereTheOtherGenerationIsDamaged() throws IOException {
        Path previous = directory.resolve("ledger.previous");
        List<String> lines = Files.readAllLines(previous);
        for (int i = 0; i < lines.size(); i++) {
            damage(previous, lines, i, 3);
            assertThat(file.read().ledger().entries()).isEqualTo(NEWER.entries());
            assertThat(file.read().faults()).isEmpty();
        }
    }

    @Test
    void losesNoMoreThanALineWhereBothGenerationsAreDamagedInIt() throws IOException {
        Path previous = directory.resolve("ledger.previous");
        List<String> newer = Files.readAllLines(file.path());
        List<String> older = Files.readAllLines(previous);
        for (int i = 0; i < older.size(); i++) {
            damage(file.path(), newer, i, 3);
            damage(previous, older, i, 3);
            LedgerStore.Found found = file.read();
            assertThat(found.faults()).hasSize(2);
            assertThat(found.whole()).isFalse();
            assertThat(found.ledger().entries().contains(FIRST)).isEqualTo(i != 2);
            assertThat(found.ledger().entries().contains(SECOND)).isEqualTo(i != 3);
            assertThat(found.ledger().entries().contains(THIRD)).isEqualTo(i != 4);
            assertThat(found.ledger().seen()).isEqualTo(i == 1 ? Instant.MIN : NEWER.seen());
        }
    }

    @Test
    void knowsTheTimeOfTheOtherGenerationWhereItsLineIsDamaged() throws IOException {
        damage(file.path(), Files.readAllLines(file.path()), 1, 7);
        assertThat(file.read().ledger().seen()).isEqualTo(OLDER.seen());
    }

    @Test
    void noticesThatALineIsMissing() throws IOException {
        List<String> lines = Files.readAllLines(file.path());
        for (int i = 2; i < lines.size(); i++) {
            List<String> fewer = new java.util.ArrayList<>(lines);
            fewer.remove(i);
            Files.write(file.path(), fewer);
            assertThat(file.read().whole()).isFalse();
            assertThat(file.read().faults()).hasSize(1);
            assertThat(file.read().ledger().entries()).contains(FIRST, SECOND);
        }
    }

    @Test
    void keepsWhatWasDamagedForPeopleToLookAt() throws IOException {
        Files.writeString(file.path(), "garbage");
        file.write(NEWER, true);
        Files.writeString(file.path(), "more garbage");
        file.write(NEWER, true);
        assertThat(directory.resolve("ledger.damaged")).hasContent("more garbage");
        assertThat(file.read().whole()).isTrue();
    }

    @Test
    void losesNothingOfTheOtherGenerationWhereverAFileIsCutShort() throws IOException {
        byte[] whole = Files.readAllBytes(file.path());
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file.path(), java.util.Arrays.copyOf(whole, length));
            assertThat(file.read().ledger().entries()).contains(FIRST, SECOND);
            assertThat(file.read().faults()).hasSize(1);
        }
    }

    @Test
    void readsTheOtherGenerationWhereOneIsGarbageOrGone() throws IOException {
        Files.write(file.path(), new byte[] {0, -1, 10, 13, 10, 0x7f});
        assertThat(file.read().ledger().entries()).isEqualTo(OLDER.entries());
        Files.delete(file.path());
        assertThat(file.read().ledger().entries()).isEqualTo(OLDER.entries());
        assertThat(file.read().faults()).singleElement().asString().contains(file.path() + ": is missing");
        Files.createDirectory(file.path());
        assertThat(file.read().ledger().entries()).isEqualTo(OLDER.entries());
        assertThat(file.read().faults()).singleElement().asString().contains(file.path() + ": cannot be read");
    }

    /** Else the next write would push the only good generation out. */
    @Test
    void keepsTheGoodGenerationWhenTheDamagedOneIsReplaced() throws IOException {
        Files.writeString(file.path(), "garbage");
        file.write(NEWER, !file.read().whole());
        assertThat(Files.readString(directory.resolve("ledger.previous"))).isEqualTo(LedgerLines.write(OLDER));
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        Files.createDirectory(directory.resolve("ledger.new"));
        assertThatThrownBy(() -> file.write(NEWER, false))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failed -> assertThat(Cause.inWords(failed)).isEqualTo("is a directory"));
        assertThat(file.read().ledger().entries()).isEqualTo(NEWER.entries());
    }

    @Test
    void roundsTowardsTheCautiousSide() {
        Entry entry = new Entry("a.test", new Promise(1, false, false), NOON.plusNanos(1), NOON.plusNanos(2));
        Entry read = LedgerLines.read(LedgerLines.write(Ledger.of(List.of(entry), NOON.plusNanos(3))))
                .ledger()
                .entries()
                .getFirst();
        assertThat(read.from()).isEqualTo(NOON);
        assertThat(read.until()).isEqualTo(NOON.plusSeconds(1));
    }

    private static void damage(Path path, List<String> lines, int line, int at) throws IOException {
        StringBuilder damaged = new StringBuilder(lines.get(line));
        damaged.setCharAt(at, damaged.charAt(at) == '~' ? '-' : '~');
        List<String> all = new java.util.ArrayList<>(lines);
        all.set(line, damaged.toString());
        Files.write(path, all, StandardCharsets.ISO_8859_1);
    }

    private static Entry entry(String host, long maxAge) {
        return new Entry(host, new Promise(maxAge, false, false), NOON, null);
    }
}
