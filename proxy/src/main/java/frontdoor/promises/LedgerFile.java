package frontdoor.promises;

import frontdoor.ledger.Ledger;
import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on disk: {@code ledger}, and {@code ledger.previous}, the generation before it; what was damaged is kept as {@code
 * ledger.damaged} when it is replaced.
 *
 * <p>A crash at any moment leaves one of the two whole: the next generation is written beside them and synced before the names move.
 */
public final class LedgerFile implements LedgerStore {
    private final Path directory;
    private final Path current;
    private final Path previous;
    private final Path fresh;
    private final Path damaged;

    /** The ledger in the state directory {@code directory}. */
    public LedgerFile(Path directory) {
        this.directory = directory;
        this.current = directory.resolve("ledger");
        this.previous = directory.resolve("ledger.previous");
        this.fresh = directory.resolve("ledger.new");
        this.damaged = directory.resolve("ledger.damaged");
    }

    /** The text of a file, or why there is none. */
    private record Text(@Nullable String text, @Nullable String fault) {}

    /** Where the current generation lies. */
    Path path() {
        return current;
    }

    @Override
    public String place() {
        return current.toString();
    }

    @Override
    public Found read() {
        List<String> faults = new ArrayList<>();
        Text newest = text(current);
        Text older = text(previous);
        Ledger ledger = ledgerOf(current, newest, faults);
        boolean whole = newest.text() != null && faults.isEmpty();
        if (!whole) {
            boolean missing = newest.text() == null && newest.fault() == null;
            if (missing && older.text() != null) {
                faults.add(current + ": is missing; " + previous + " is used");
            }
            ledger = ledger.mergedWith(ledgerOf(previous, older, faults));
        }
        boolean found = newest.text() != null || older.text() != null || !faults.isEmpty();
        boolean readable = whole || (newest.fault() == null && older.fault() == null);
        return new Found(ledger, found, whole, readable, faults);
    }

    private static Ledger ledgerOf(Path path, Text text, List<String> faults) {
        if (text.text() == null) {
            if (text.fault() != null) {
                faults.add(path + ": " + text.fault());
            }
            return Ledger.EMPTY;
        }
        LedgerLines.Read read = LedgerLines.read(text.text());
        if (read.fault() != null) {
            faults.add(path + read.fault() + "; what else can be read, here and in the other generation, counts");
        }
        return read.ledger();
    }

    private static Text text(Path path) {
        try {
            return new Text(Files.readString(path, StandardCharsets.ISO_8859_1), null);
        } catch (NoSuchFileException _) {
            return new Text(null, null);
        } catch (IOException failed) {
            return new Text(null, "cannot be read (" + Cause.inWords(failed) + ")");
        }
    }

    @Override
    public void write(Ledger ledger, boolean replace) throws IOException {
        try (FileChannel file = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer octets = ByteBuffer.wrap(LedgerLines.write(ledger).getBytes(StandardCharsets.ISO_8859_1));
            while (octets.hasRemaining()) {
                file.write(octets);
            }
            file.force(true);
        }
        if (replace) {
            keepDamaged();
        } else {
            Files.move(current, previous, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, current, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** For people to look at, and so not worth a failure; a second name, since a file that is moved away would be missing after a crash. */
    private void keepDamaged() {
        try {
            if (Files.exists(current)) {
                Files.deleteIfExists(damaged);
                Files.createLink(damaged, current);
            }
        } catch (IOException | UnsupportedOperationException _) {
            // A file system without links: its good lines are in the next generation all the same.
        }
    }
}
