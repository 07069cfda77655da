package frontdoor.ledger;

import frontdoor.promises.LedgerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ledgers on disk for tests of other packages. */
public final class LedgerFixture {
    private LedgerFixture() {}

    /** Writes a ledger as its only generation. */
    public static void write(Path directory, List<Entry> entries, Instant seen) throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve("ledger.previous"));
        new LedgerFile(directory).write(Ledger.of(entries, seen), true);
    }

    /** Changes one octet in {@code line}, which counts from 1. */
    public static void damage(Path directory, int line) throws IOException {
        Path file = directory.resolve("ledger");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(line - 1, "~" + lines.get(line - 1).substring(1));
        Files.write(file, lines);
    }

    /** Takes away what an earlier test has left. */
    public static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("ledger"));
        Files.deleteIfExists(directory.resolve("ledger.previous"));
    }
}
