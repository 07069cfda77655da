package frontdoor.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The files of a configuration as they were read; immutable.
 *
 * @param digests what each held, as {@link FileDigest} tells it: includes, patterns, and those that were looked for and are missing too
 */
public record FilesRead(Map<Path, String> digests) {
    /** Those of a configuration that exists in memory only. */
    public static final FilesRead NONE = new FilesRead(Map.of());

    public FilesRead {
        digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    /** What a reload has to watch. */
    public Set<Path> paths() {
        return digests.keySet();
    }
}
