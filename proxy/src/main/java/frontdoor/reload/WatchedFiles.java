package frontdoor.reload;

import static java.util.Objects.requireNonNull;

import frontdoor.certificates.CertificateFiles;
import frontdoor.config.FrontdoorConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private static final int BACKSTOP = 100;

    private final InstantSource clock;
    private Map<Path, WatchedFile> watched = Map.of();
    /** What {@link #watched} was gathered from, thing by thing: while they are the same, so are the files. */
    private List<Object> sources = List.of();

    private final Map<Path, Listing> listings = new HashMap<>();
    private FileContents last = FileContents.NONE;
    private int looks;

    WatchedFiles(InstantSource clock) {
        this.clock = clock;
    }

    /** Which files a directory of certificates has, for as long as {@code folders}, its own stamp among them, stay as they are. */
    private record Listing(Map<Path, Optional<FileStamp>> folders, Set<Path> files) {}

    /** Looks at {@code files} and at the certificates that {@code configs} name. */
    FileContents look(Set<Path> files, Collection<FrontdoorConfig> configs) {
        looks++;
        Instant now = clock.instant();
        boolean same = gather(files, configs);
        for (WatchedFile one : watched.values()) {
            boolean due = (one.path().hashCode() + looks) % BACKSTOP == 0;
            same &= !one.look(now, due);
        }
        if (!same) {
            Map<Path, String> digests = HashMap.newHashMap(watched.size());
            watched.forEach((path, one) -> digests.put(path, one.digest()));
            last = new FileContents(digests);
        }
        return last;
    }

    /** Finds out which files there are to look at, and whether they are the same as before. */
    private boolean gather(Set<Path> files, Collection<FrontdoorConfig> configs) {
        List<Object> from = new ArrayList<>();
        from.add(files);
        for (FrontdoorConfig config : configs) {
            from.add(config);
            config.certificates().directory().ifPresent(directory -> from.add(listed(directory)));
        }
        if (areTheVerySame(from, sources)) {
            return true;
        }
        sources = from;
        Set<Path> all = new HashSet<>(files);
        for (FrontdoorConfig config : configs) {
            all.addAll(CertificateFiles.named(config));
            config.certificates()
                    .directory()
                    .ifPresent(directory ->
                            all.addAll(requireNonNull(listings.get(directory)).files()));
        }
        Map<Path, WatchedFile> next = LinkedHashMap.newLinkedHashMap(all.size());
        all.forEach(path -> {
            WatchedFile known = watched.get(path);
            next.put(path, known == null ? new WatchedFile(path) : known);
        });
        boolean same = next.keySet().equals(watched.keySet());
        watched = next;
        return same;
    }

    private static boolean areTheVerySame(List<Object> some, List<Object> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = some.get(i) == others.get(i);
        }
        return same;
    }

    /** The same without any faith in stamps: for who asks for a reload. */
    FileContents read(Set<Path> files, Collection<FrontdoorConfig> configs) {
        watched = Map.of();
        sources = List.of();
        listings.clear();
        return look(files, configs);
    }

    /** How many files there are to look at. */
    int size() {
        return watched.size();
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
