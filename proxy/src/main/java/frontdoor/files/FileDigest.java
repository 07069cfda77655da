package frontdoor.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The digest of what a path holds: equal digests mean equal octets, and the reason stands in where there are none to read. */
public final class FileDigest {
    /** More than any file that matters may have. */
    public static final int MOST_OCTETS = 64 << 20;

    private static final int PIECE = 64 << 10;

    private FileDigest() {}

    /** What {@code path} holds now; for a pattern, which files match it. Blocks. */
    public static String of(Path path) {
        try {
            if (FilePattern.isPattern(path)) {
                return FilePattern.list(path).toString();
            }
            Optional<String> other = OtherThanFile.at(path);
            return other.isPresent() ? other.get() : ofFile(path);
        } catch (IOException unreadable) {
            return String.valueOf(unreadable);
        }
    }

    /** The digest of a file that holds {@code octets}. */
    public static String of(byte[] octets) {
        return HexFormat.of().formatHex(sha256().digest(octets));
    }

    private static String ofFile(Path path) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream file = Files.newInputStream(path)) {
            byte[] piece = new byte[PIECE];
            int most = MOST_OCTETS;
            for (int read; most > 0 && (read = file.readNBytes(piece, 0, Math.min(PIECE, most))) > 0; most -= read) {
                digest.update(piece, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
