package frontdoor.reload;

import frontdoor.config.FileDigest;
import frontdoor.config.FilePattern;
import frontdoor.config.FrontdoorConfig;
import frontdoor.snapshot.CertificateFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that decide what is in force, and what was seen of each.
 *
 * <p>Contents are compared in the end, so touching a file changes nothing. But a look at a file that bears the stamp it bore before does not
 * read it again, except now and then, for file systems whose stamps do not tell: so thousands of certificates cost next to nothing.
 *
 * <h2>Threads</h2>
 *
 * One at a time, which may block.
 */
final class WatchedFiles {
    /** In looks: how often a file is read whatever its stamp says. */
    private static final int BACKSTOP = 400;

    private final InstantSource clock;
    private Map<Path, Seen> seen = new HashMap<>();
    private final Map<Path, Listing> listings = new HashMap<>();
    private FileContents last = FileContents.NONE;
    private int looks;

    WatchedFiles(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A file as it was read.
     *
     * @param stamp null where it cannot be relied on
     */
    private record Seen(@Nullable FileStamp stamp, String digest) {}

    /** Which files a directory of certificates has, for as long as {@code folders}, its own stamp among them, stay as they are. */
    private record Listing(Map<Path, Optional<FileStamp>> folders, Set<Path> files) {}

    /** Looks at {@code files} and at the certificates that {@code configs} name. */
    FileContents look(Set<Path> files, Collection<FrontdoorConfig> configs) {
        looks++;
        Set<Path> all = new HashSet<>(files);
        for (FrontdoorConfig config : configs) {
            all.addAll(CertificateFiles.named(config));
            config.certificateDirectory().ifPresent(directory -> all.addAll(listed(directory)));
        }
        Map<Path, Seen> now = HashMap.newHashMap(all.size());
        boolean same = all.size() == last.digests().size();
        for (Path path : all) {
            Seen before = seen.get(path);
            Seen fresh = look(path, before);
            same &= before != null && before.digest().equals(fresh.digest());
            now.put(path, fresh);
        }
        seen = now;
        if (!same) {
            Map<Path, String> digests = HashMap.newHashMap(now.size());
            now.forEach((path, one) -> digests.put(path, one.digest()));
            last = new FileContents(digests);
        }
        return last;
    }

    /** The same without any faith in stamps: for who asks for a reload. */
    FileContents read(Set<Path> files, Collection<FrontdoorConfig> configs) {
        seen = new HashMap<>();
        listings.clear();
        return look(files, configs);
    }

    /** How many files there are to look at. */
    int size() {
        return seen.size();
    }

    private Seen look(Path path, @Nullable Seen before) {
        Path stamped = FilePattern.isPattern(path) ? FilePattern.directoryOf(path) : path;
        Instant now = clock.instant();
        FileStamp stamp = FileStamp.of(stamped);
        boolean due = (path.hashCode() + looks) % BACKSTOP == 0;
        if (before != null && stamp != null && stamp.equals(before.stamp()) && !due) {
            return before;
        }
        String digest = FileDigest.of(path);
        FileStamp reliable = stamp != null && stamp.isSettledAt(now) ? stamp : null;
        return new Seen(reliable, digest);
    }

    private Set<Path> listed(Path directory) {
        Listing known = listings.get(directory);
        if (known != null
                && looks % BACKSTOP != 0
                && known.folders().entrySet().stream()
                        .allMatch(one -> one.getValue()
                                .filter(stamp -> stamp.equals(FileStamp.of(one.getKey())))
                                .isPresent())) {
            return known.files();
        }
        Instant now = clock.instant();
        Map<Path, Optional<FileStamp>> folders = new HashMap<>();
        CertificateFiles.folders(directory)
                .forEach(folder -> folders.put(
                        folder, Optional.ofNullable(FileStamp.of(folder)).filter(stamp -> stamp.isSettledAt(now))));
        Listing fresh = new Listing(folders, CertificateFiles.listed(directory));
        listings.put(directory, fresh);
        return fresh.files();
    }
}
