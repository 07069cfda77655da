package frontdoor.reload;

import frontdoor.files.FilesRead;
import java.nio.file.Path;
import java.util.Map;

/**
 * The contents of a set of files at one moment, by digest.
 *
 * @param digests by path, as {@link frontdoor.files.FileDigest} tells them; what certificates a directory has stands for the directory
 */
record FileContents(Map<Path, String> digests) {
    /** Agrees with nothing that was ever looked at. */
    static final FileContents NONE = new FileContents(Map.of());

    FileContents {
        digests = Map.copyOf(digests);
    }

    /** Whether the same files were looked at, whatever they hold. */
    boolean isOfSameFilesAs(FileContents other) {
        return digests.keySet().equals(other.digests.keySet());
    }

    /** Whether every file of a configuration holds what was read of it. */
    boolean agreesWith(FilesRead read) {
        return digests.entrySet().containsAll(read.digests().entrySet());
    }
}
