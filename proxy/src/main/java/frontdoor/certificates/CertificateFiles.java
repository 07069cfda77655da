package frontdoor.certificates;

import frontdoor.config.FrontdoorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the files that a configuration takes its certificates from. */
public final class CertificateFiles {
    private CertificateFiles() {}

    /** The chains, keys and authorities that {@code config} names. */
    public static Set<Path> named(FrontdoorConfig config) {
        Set<Path> files = new LinkedHashSet<>();
        config.certificates().pairs().forEach(pair -> files.addAll(pair.files().paths()));
        config.sites()
                .forEach(site -> site.certificates()
                        .forEach(pair -> files.addAll(pair.files().paths())));
        BackendReading.terms(config).forEach(terms -> files.addAll(BackendReading.files(terms)));
        return files;
    }

    /** Those that {@code directory} lists just now, and itself. Blocks. */
    public static Set<Path> listed(Path directory) {
        Set<Path> files = new LinkedHashSet<>();
        files.add(directory);
        try {
            new PairSource.Directory(directory).list().forEach(pair -> files.addAll(pair.paths()));
        } catch (IOException unlistable) {
            // The directory itself stands for this state; what it held counts as gone.
        }
        return files;
    }

    /** The directories whose names decide what {@link #listed} finds. Blocks. */
    public static Set<Path> folders(Path directory) {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(directory);
        try {
            folders.addAll(DirectoryPair.folders(directory));
        } catch (IOException unlistable) {
            // Then it is listed anew until it can be.
        }
        return folders;
    }
}
