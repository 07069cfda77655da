package frontdoor.snapshot;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the files that a configuration takes its certificates from, as they are named and as the directory lists them just now. */
public final class CertificateFiles {
    private CertificateFiles() {}

    /** The chains and keys, and the directory itself if there is one. Blocks. */
    public static Set<Path> of(FrontdoorConfig config) {
        Set<Path> files = new LinkedHashSet<>();
        config.certificates().forEach(pair -> add(files, pair));
        config.sites().forEach(site -> site.certificate().ifPresent(pair -> add(files, pair)));
        config.certificateDirectory().ifPresent(directory -> addListed(files, directory));
        return files;
    }

    private static void add(Set<Path> files, CertificateConfig pair) {
        files.add(pair.chain());
        files.add(pair.key());
    }

    private static void addListed(Set<Path> files, Path directory) {
        files.add(directory);
        try {
            DirectoryPair.list(directory).forEach(pair -> {
                files.add(pair.chain());
                files.add(pair.key());
            });
        } catch (IOException unlistable) {
            // The directory itself stands for this state; what it held counts as gone.
        }
    }
}
