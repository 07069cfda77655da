package frontdoor.snapshot;

import frontdoor.config.CertificatePair;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HostPattern;
import frontdoor.config.Problem;
import frontdoor.config.SiteConfig;
import frontdoor.snapshot.LoadedCertificates.PairFiles;
import frontdoor.tls.CertificateLoader;
import frontdoor.tls.CertificateLoading;
import frontdoor.tls.CertificateStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every certificate that a configuration names, and finds what is wrong with them.
 *
 * <p>A pair whose files are bad just now keeps its good copy in memory, with a warning; only a pair of which there is no good copy is a
 * problem. Used for one reading, on a thread that may block.
 */
public final class CertificateReading {
    private final FrontdoorConfig config;
    private final LoadedCertificates previous;
    private final InstantSource clock;
    private final Map<PairFiles, frontdoor.tls.CertificatePair> byFiles = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private CertificateReading(FrontdoorConfig config, LoadedCertificates previous, InstantSource clock) {
        this.config = config;
        this.previous = previous;
        this.clock = clock;
    }

    /** Reads the files of {@code config}; {@code previous} lends good copies. Blocks. */
    public static Result read(FrontdoorConfig config, LoadedCertificates previous, InstantSource clock) {
        CertificateReading reading = new CertificateReading(config, previous, clock);
        LoadedCertificates certificates = reading.read();
        return reading.problems.isEmpty() ? new Good(certificates) : new Bad(reading.problems);
    }

    /** What became of the certificates. */
    public sealed interface Result {}

    /** All of them can serve. */
    public record Good(LoadedCertificates certificates) implements Result {}

    /** Some have no good copy; at least one problem. */
    public record Bad(List<Problem> problems) implements Result {
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    private LoadedCertificates read() {
        config.certificates().forEach(this::readNamed);
        config.certificateDirectory().ifPresent(this::readDirectory);
        List<frontdoor.tls.CertificatePair> defaults = new ArrayList<>();
        for (SiteConfig site : config.sites()) {
            Optional<frontdoor.tls.CertificatePair> own = site.certificate().flatMap(this::readNamed);
            if (site.hosts().contains(new HostPattern.Any())) {
                own.ifPresentOrElse(defaults::add, () -> defaults.addAll(byFiles.values()));
            }
        }
        List<frontdoor.tls.CertificatePair> pairs = List.copyOf(byFiles.values());
        pairs.forEach(this::warnAbout);
        if (problems.isEmpty()) {
            problems.addAll(SiteCoverage.problems(config, pairs, this::ownOf));
        }
        return new LoadedCertificates(byFiles, CertificateStore.of(pairs, defaults, clock), warnings);
    }

    private Optional<frontdoor.tls.CertificatePair> ownOf(SiteConfig site) {
        return site.certificate().map(pair -> byFiles.get(new PairFiles(pair.chain(), pair.key())));
    }

    private Optional<frontdoor.tls.CertificatePair> readNamed(CertificatePair pair) {
        return readFiles(new PairFiles(pair.chain(), pair.key()), pair.configuredAt());
    }

    private Optional<frontdoor.tls.CertificatePair> readFiles(PairFiles files, String key) {
        switch (CertificateLoader.load(files.chain(), files.key())) {
            case CertificateLoading.Loaded(frontdoor.tls.CertificatePair pair) -> {
                byFiles.put(files, preferred(files, pair));
                return Optional.of(byFiles.get(files));
            }
            case CertificateLoading.Unreadable(String text) -> {
                Optional<frontdoor.tls.CertificatePair> good = previous.of(files);
                good.ifPresentOrElse(
                        pair -> {
                            byFiles.put(files, pair);
                            warnings.add(key + ": " + text + "; the good copy in memory stays in service");
                        },
                        () -> problems.add(new Problem(config.places().of(key), key, text)));
                return good;
            }
        }
    }

    /** An ended certificate never replaces a valid one. */
    private frontdoor.tls.CertificatePair preferred(PairFiles files, frontdoor.tls.CertificatePair read) {
        Optional<frontdoor.tls.CertificatePair> before = previous.of(files);
        if (before.isPresent()
                && !read.leaf().isValidAt(clock.instant())
                && before.get().leaf().isValidAt(clock.instant())) {
            warnings.add(files.chain()
                    + ": the certificate in it is not valid now; the valid one in memory stays in service");
            return before.get();
        }
        return read;
    }

    private void warnAbout(frontdoor.tls.CertificatePair pair) {
        pair.notes(clock.instant()).forEach(note -> warnings.add(pair.leaf().names() + ": " + note.text()));
    }

    /** A directory holds NAME.crt (or NAME.pem) beside NAME.key, or folders of fullchain.pem and privkey.pem. */
    private void readDirectory(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            List<Path> sorted = new ArrayList<>();
            entries.forEach(sorted::add);
            sorted.sort(null);
            for (Path entry : sorted) {
                DirectoryPair.of(entry).ifPresent(files -> readFiles(files, "certificates.directory"));
            }
        } catch (IOException e) {
            problems.add(new Problem(
                    config.places().of("certificates.directory"),
                    "certificates.directory",
                    "cannot list " + directory + ": " + e.getMessage()));
        }
    }
}
