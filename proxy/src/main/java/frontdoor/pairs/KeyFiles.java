package frontdoor.pairs;

import frontdoor.files.OtherThanFile;
import frontdoor.report.Cause;
import frontdoor.report.ProcessUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files that certificates, keys and passwords come from, and says in plain words why not. */
final class KeyFiles {
    private static final long MAX_FILE_BYTES = 1 << 20;

    private KeyFiles() {}

    /**
     * Reads a file of at most 1 MiB that is not empty. Blocks.
     *
     * @param what it should be, such as {@code a PEM file}
     */
    static byte[] readOctets(Path file, String what) throws PemProblem {
        try {
            Optional<String> other = OtherThanFile.at(file);
            if (other.isPresent()) {
                throw new PemProblem(file + ": is " + other.get() + "; name " + what + " itself");
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new PemProblem(file + ": is larger than 1 MiB; name " + what);
            }
            byte[] octets = Files.readAllBytes(file);
            if (octets.length == 0) {
                throw empty(file);
            }
            return octets;
        } catch (NoSuchFileException missing) {
            throw new PemProblem(file + ": no such file; check the path and whether it is mounted");
        } catch (AccessDeniedException denied) {
            throw new PemProblem(file + ": permission denied for " + ProcessUser.text() + "; let that user read it");
        } catch (IOException unreadable) {
            throw new PemProblem(file + ": cannot be read; " + Cause.inWords(unreadable));
        }
    }

    /** The text of a PEM file. Blocks. */
    static String readText(Path file) throws PemProblem {
        String text = PemText.decode(readOctets(file, "the PEM file"));
        if (text.isBlank()) {
            throw empty(file);
        }
        return text;
    }

    private static PemProblem empty(Path file) {
        return new PemProblem(file + ": is empty; it was perhaps not written completely");
    }
}
