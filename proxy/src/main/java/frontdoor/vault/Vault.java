package frontdoor.vault;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of small texts that nobody but their owner reads. Whoever reads one finds what was written last, or what was there before, and
 * never a part: also after the process, or the machine, was stopped in the middle.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
public final class Vault {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final long MOST_OCTETS = 1 << 20;
    /** Of files that are being written. */
    private static final String UNFINISHED = ".new-";

    private final Path directory;

    /** One at {@code directory}, which need not be there yet. */
    public Vault(Path directory) {
        this.directory = directory;
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** A vault within this one, for a name of whatever characters. */
    public Vault within(String name) {
        return new Vault(directory.resolve(FileName.of(name)));
    }

    /** The path of one of its files, which may not be there. */
    public Path path(String file) {
        return directory.resolve(file);
    }

    /** Whether there is a file at {@code path}. Blocks. */
    public static boolean isThere(Path path) {
        return Files.exists(path);
    }

    /** What {@code file} holds; empty where there is none. Blocks. */
    public Optional<String> read(String file) throws IOException {
        Path path = path(file);
        try {
            if (Files.size(path) > MOST_OCTETS) {
                throw new IOException(path + " is larger than 1 MiB");
            }
            return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Replaces {@code file} as a whole. Blocks until its octets are on the disk. */
    public void write(String file, String text) throws IOException {
        StateWrites.run(() -> replace(file, text));
    }

    private void replace(String file, String text) throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        // It is created for its owner alone, so a key is at no time readable by others.
        Path fresh = Files.createTempFile(directory, UNFINISHED, ".tmp", OWNER_ONLY);
        try {
            // No channel: an interrupt would close it.
            try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(fresh, path(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Removes {@code file}, if it is there. Blocks. */
    public void delete(String file) throws IOException {
        StateWrites.run(() -> Files.deleteIfExists(path(file)));
    }

    /**
     * Removes what an end in the middle of writing has left, here and in what is within. Blocks; nobody may write meanwhile.
     *
     * @throws IOException if something is left that cannot be removed
     */
    public void sweep() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.toList()) {
                if (String.valueOf(file.getFileName()).startsWith(UNFINISHED) && Files.isRegularFile(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** The names of its files that end in {@code ending}, in their order. Blocks. */
    public List<String> list(String ending) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ending) && !name.startsWith(UNFINISHED)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        names.sort(null);
        return names;
    }
}
