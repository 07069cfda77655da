package frontdoor.maintenance;

import frontdoor.vault.StateWrites;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The switches in the state directory, where they survive a restart: {@code maintenance}, one line for each. */
public final class SwitchFile {
    private final Path file;

    /** The one in the state directory {@code directory}. */
    public SwitchFile(Path directory) {
        this.file = directory.resolve("maintenance");
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** What it holds; none if it is not there. Blocks. */
    public Switches read() throws IOException {
        try {
            return Switches.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException _) {
            return Switches.NONE;
        }
    }

    /** Replaces it as a whole. Blocks. */
    public void write(Switches switches) throws IOException {
        StateWrites.run(() -> replace(switches));
    }

    private void replace(Switches switches) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "maintenance", ".new");
        try {
            // No channel: an interrupt would close it.
            try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
                out.write(switches.text().getBytes(StandardCharsets.UTF_8));
                // Before it gets its name: after a loss of power there would else be an empty file of it.
                out.getFD().sync();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
