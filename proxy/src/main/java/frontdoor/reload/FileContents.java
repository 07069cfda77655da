package frontdoor.reload;

import frontdoor.config.CertificatePair;
import frontdoor.config.FrontdoorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a set of files held at one moment, by digest.
 *
 * <p>Contents are compared, not times or inodes, and every path is resolved anew: so a rename, a symlink swapped above the file
 * (Kubernetes' {@code ..data}) and a change within one tick of the file system's clock all count, and touching a file does not.
 *
 * @param digests by path; a file that cannot be read has the reason instead
 */
record FileContents(Map<Path, String> digests) {
    private static final int MAX_DEPTH = 2;

    FileContents {
        digests = Map.copyOf(digests);
    }

    /** Looks at {@code files} and at the certificates that {@code config} names. Blocks. */
    static FileContents of(Set<Path> files, FrontdoorConfig config) {
        Set<Path> all = new LinkedHashSet<>(files);
        config.certificates().forEach(pair -> add(all, pair));
        config.sites().forEach(site -> site.certificate().ifPresent(pair -> add(all, pair)));
        config.certificateDirectory().ifPresent(directory -> addDirectory(all, directory));
        Map<Path, String> digests = new HashMap<>();
        all.forEach(path -> digests.put(path, digest(path)));
        return new FileContents(digests);
    }

    /** Whether every file that was looked at then still holds the same. */
    boolean agreesWith(FileContents earlier) {
        return earlier.digests.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(digests.getOrDefault(entry.getKey(), entry.getValue())));
    }

    private static void add(Set<Path> all, CertificatePair pair) {
        all.add(pair.chain());
        all.add(pair.key());
    }

    private static void addDirectory(Set<Path> all, Path directory) {
        try (Stream<Path> entries = Files.walk(directory, MAX_DEPTH, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            entries.filter(Files::isRegularFile).forEach(all::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            all.add(directory);
        }
    }

    private static String digest(Path path) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException unreadable) {
            return String.valueOf(unreadable);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
