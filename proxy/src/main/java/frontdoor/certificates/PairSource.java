package frontdoor.certificates;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.pairs.PairFiles;
import frontdoor.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The origin of certificate pairs, as a configuration names it. */
sealed interface PairSource {
    /** Files that are named one by one. */
    record Named(CertificateConfig pair) implements PairSource {
        @Override
        public String key() {
            return pair.configuredAt();
        }

        @Override
        public Path place() {
            return pair.files().place();
        }

        @Override
        public List<PairFiles> list() {
            return List.of(files());
        }

        @Override
        public boolean holds(PairFiles files) {
            return files.equals(files());
        }

        PairFiles files() {
            return pair.files();
        }
    }

    /** A file that Frontdoor writes itself, once an authority has issued what is in it. */
    record Asked(CertificateConfig pair) implements PairSource {
        /** Whether one was issued. Blocks. */
        boolean isThere() {
            return Vault.isThere(place());
        }

        @Override
        public String key() {
            return pair.configuredAt();
        }

        @Override
        public Path place() {
            return pair.files().place();
        }

        @Override
        public List<PairFiles> list() {
            return List.of(pair.files());
        }

        @Override
        public boolean holds(PairFiles files) {
            return files.equals(pair.files());
        }
    }

    /** Whatever pairs a directory has just now. */
    record Directory(Path path) implements PairSource {
        @Override
        public String key() {
            return "certificates.directory";
        }

        @Override
        public Path place() {
            return path;
        }

        @Override
        public List<PairFiles> list() throws IOException {
            return DirectoryPair.list(path);
        }

        @Override
        public boolean holds(PairFiles files) {
            return files.place().startsWith(path);
        }
    }

    /** Those that every site may be answered from, in the order in which they are read. */
    static List<PairSource> shared(FrontdoorConfig config) {
        return Stream.<PairSource>concat(
                        config.certificates().pairs().stream().map(Named::new),
                        config.certificates().directory().stream().map(Directory::new))
                .toList();
    }

    /** The key that names it, such as {@code sites.shop.certificate}. */
    String key();

    /** Where it is, for people. */
    Path place();

    /**
     * The pairs that it has just now, whether or not they can be read. Blocks.
     *
     * @throws IOException when that cannot be told
     */
    List<PairFiles> list() throws IOException;

    /** Whether {@code files} came from here. */
    boolean holds(PairFiles files);
}
