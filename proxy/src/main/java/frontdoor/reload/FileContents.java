package frontdoor.reload;

import frontdoor.config.FrontdoorConfig;
import frontdoor.snapshot.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * What a set of files held at one moment, by digest.
 *
 * <p>Contents are compared, not times or inodes, and every path is resolved anew: so a rename, a symlink swapped above the file
 * (Kubernetes' {@code ..data}) and a change within one tick of the file system's clock all count, and touching a file does not.
 *
 * @param digests by path; a file that cannot be read has the reason instead
 */
record FileContents(Map<Path, String> digests) {
    /** More than any file that matters may have. */
    private static final int MAX_OCTETS = 8 << 20;

    /** Agrees with nothing that was ever looked at. */
    static final FileContents NONE = new FileContents(Map.of());

    FileContents {
        digests = Map.copyOf(digests);
    }

    /** Looks at {@code files} and at the certificates that {@code configs} name. Blocks. */
    static FileContents of(Set<Path> files, Collection<FrontdoorConfig> configs) {
        Set<Path> all = new HashSet<>(files);
        configs.forEach(config -> all.addAll(CertificateFiles.of(config)));
        Map<Path, String> digests = new HashMap<>();
        all.forEach(path -> digests.put(path, digest(path)));
        return new FileContents(digests);
    }

    /** Whether the same files were looked at, whatever they hold. */
    boolean isOfSameFilesAs(FileContents other) {
        return digests.keySet().equals(other.digests.keySet());
    }

    private static String digest(Path path) {
        try (InputStream file = Files.newInputStream(path)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.readNBytes(MAX_OCTETS)));
        } catch (IOException unreadable) {
            return String.valueOf(unreadable);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
