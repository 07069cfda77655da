package frontdoor.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.ledger.Entry;
import frontdoor.ledger.Promise;
import frontdoor.ledger.Sending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is on disk before anybody relies on it, by a clock that the test moves. HSTS.md, chapter 4: Ledger. */
class DurableLedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Promise WEEK = new Promise(604_800, false, false);
    private static final Sending SENDING = new Sending("a.test", WEEK, Instant.MIN);

    @TempDir
    Path directory;

    private Instant now = NOON;

    @Test
    void isOnDiskWhenAChangeReturns() throws IOException {
        open().change(ledger -> ledger.opened(List.of(SENDING), now));
        assertThat(new LedgerFile(directory).read().ledger().boundUntil("a.test", NOON))
                .contains(NOON.plusSeconds(604_800));
    }

    @Test
    void writesNothingForWhatIsRecordedAlready() throws IOException {
        open().change(ledger -> ledger.opened(List.of(SENDING), now));
        byte[] before = Files.readAllBytes(directory.resolve("ledger"));
        later(Duration.ofHours(5));
        open().change(ledger -> ledger.opened(List.of(SENDING), now));
        assertThat(directory.resolve("ledger")).hasBinaryContent(before);
        assertThat(directory.resolve("ledger.previous")).doesNotExist();
    }

    @Test
    void stayAsItIsWhereItCannotBeWritten() throws IOException {
        DurableLedger ledger = open();
        Files.createDirectory(directory.resolve("ledger.new"));
        assertThatThrownBy(() -> ledger.change(known -> known.opened(List.of(SENDING), now)))
                .isInstanceOf(IOException.class);
        assertThat(ledger.ledger().entries()).isEmpty();
        assertThat(ledger.isWritable()).isFalse();
        Files.delete(directory.resolve("ledger.new"));
        ledger.change(known -> known.opened(List.of(SENDING), now));
        assertThat(ledger.isWritable()).isTrue();
        assertThat(ledger.ledger().entries()).hasSize(1);
    }

    /** A restart with a clock that was set back finds the time that was seen before. */
    @Test
    void writesDownNowAndThenWhatTheClockShows() {
        DurableLedger ledger = open();
        ledger.tick();
        assertThat(seenOnDisk()).isEqualTo(NOON);
        later(Duration.ofMinutes(29));
        ledger.tick();
        assertThat(seenOnDisk()).isEqualTo(NOON);
        later(Duration.ofMinutes(1));
        ledger.tick();
        assertThat(seenOnDisk()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
    }

    @Test
    void remembersAJumpOfTheClockAtOnce() throws IOException {
        DurableLedger ledger = open();
        ledger.change(known -> known.opened(List.of(SENDING), now));
        later(Duration.ofDays(400));
        ledger.tick();
        now = NOON;
        ledger.tick();
        Instant jumped = NOON.plus(Duration.ofDays(400));
        assertThat(seenOnDisk()).isEqualTo(jumped);
        assertThat(ledger.ledger().boundUntil("a.test", now)).contains(jumped.plusSeconds(604_800));
        assertThat(open().ledger().boundUntil("a.test", now)).contains(jumped.plusSeconds(604_800));
    }

    @Test
    void onlyTellsThatItCannotWriteDownTheTimeAndTriesAgainSoon() throws IOException {
        DurableLedger ledger = open();
        Files.createDirectory(directory.resolve("ledger.new"));
        ledger.tick();
        assertThat(ledger.isWritable()).isFalse();
        Files.delete(directory.resolve("ledger.new"));
        later(Duration.ofMinutes(1));
        ledger.tick();
        assertThat(ledger.isWritable()).isTrue();
    }

    @Test
    void takesInWhatAnotherProcessHasWrittenMeanwhile() throws IOException {
        DurableLedger old = open();
        old.change(known -> known.opened(List.of(SENDING), now));
        Sending other = new Sending("b.test", WEEK, Instant.MIN);
        open().change(known -> known.opened(List.of(other), now));
        later(Duration.ofHours(1));
        old.tick();
        assertThat(new LedgerFile(directory).read().ledger().hosts()).containsExactly("a.test", "b.test");
    }

    @Test
    void writesAWholeLedgerAgainWhereItsFilesHaveGone() throws IOException {
        DurableLedger ledger = open();
        ledger.change(known -> known.opened(List.of(SENDING), now));
        Files.delete(directory.resolve("ledger"));
        later(Duration.ofHours(1));
        ledger.tick();
        assertThat(open().ledger().entries()).isEqualTo(ledger.ledger().entries());
    }

    @Test
    void neverMovesABoundBackOverRestartsWhateverTheClockShows() throws IOException {
        List<Duration> jumps = List.of(
                Duration.ofDays(400),
                Duration.ofDays(-500),
                Duration.ofDays(1),
                Duration.ofDays(4_000),
                Duration.ofDays(-3_950),
                Duration.ofSeconds(-1));
        open().change(known -> known.opened(List.of(SENDING), now));
        Instant bound = NOON;
        for (Duration jump : jumps) {
            later(jump);
            DurableLedger ledger = open();
            ledger.tick();
            Instant next = ledger.ledger().boundUntil("a.test", now).orElseThrow();
            assertThat(next).isAfterOrEqualTo(bound).isAfterOrEqualTo(now.plusSeconds(604_800));
            ledger.change(known -> known.settled(List.of(), now));
            assertThat(ledger.ledger().boundUntil("a.test", now).orElseThrow()).isAfterOrEqualTo(next);
            ledger.change(known -> known.opened(List.of(SENDING), now));
            bound = open().ledger().boundUntil("a.test", now).orElseThrow();
            assertThat(bound).isAfterOrEqualTo(next);
        }
    }

    @Test
    void replacesNoFileThatItCannotRead() throws IOException {
        DurableLedger first = open();
        first.change(known -> known.opened(List.of(SENDING), now));
        later(Duration.ofHours(1));
        first.tick();
        Path file = directory.resolve("ledger");
        Path aside = Files.move(file, directory.resolve("aside"));
        Files.createDirectory(file);
        DurableLedger ledger = open();
        Sending other = new Sending("b.test", WEEK, Instant.MIN);
        assertThatThrownBy(() -> ledger.change(known -> known.opened(List.of(other), now)))
                .hasMessage("what is there cannot be read, and is not replaced");
        assertThat(ledger.isWritable()).isFalse();
        Files.delete(file);
        Files.move(aside, file);
        ledger.change(known -> known.opened(List.of(other), now));
        assertThat(open().ledger().hosts()).containsExactly("a.test", "b.test");
    }

    /** Within {@link Entry#IN_FLIGHT}, so that no instant is left out. */
    @Test
    void recordsAgainWhatAnotherProcessHasEndedMeanwhile() throws IOException {
        DurableLedger ledger = open();
        ledger.change(known -> known.opened(List.of(SENDING), now));
        open().change(known -> known.settled(List.of(), now));
        later(Duration.ofMinutes(30));
        ledger.tick();
        ledger.change(known -> known.opened(List.of(SENDING), now));
        assertThat(new LedgerFile(directory).read().ledger().sentAt("a.test", now))
                .containsExactly(WEEK);
    }

    private Instant seenOnDisk() {
        return new LedgerFile(directory).read().ledger().seen();
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    private DurableLedger open() {
        return DurableLedger.open(new LedgerFile(directory), () -> now);
    }
}
