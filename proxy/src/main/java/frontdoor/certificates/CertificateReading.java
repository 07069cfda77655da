package frontdoor.certificates;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.UpstreamTls;
import frontdoor.hosts.HostPattern;
import frontdoor.pairs.BackendCredentials;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import frontdoor.renewal.History;
import frontdoor.report.Cause;
import frontdoor.report.Problem;
import frontdoor.staple.StapleNote;
import frontdoor.tls.CertificateStore;
import frontdoor.vault.AcmeVault;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    private final CertificateLoader loader;
    private final PairChoice choice;
    private final HostIndex allHosts;
    /** Files that many sites name are read once. */
    private final Map<PairFiles, CertificateLoading> loadings = new HashMap<>();

    private final Map<PairFiles, CertificatePair> byFiles = new LinkedHashMap<>();
    /** What was done about chains that were not as they are sent. */
    private final Map<PairFiles, Problem> mended = new LinkedHashMap<>();

    private final Set<PairFiles> differing = new HashSet<>();

    private final List<String> warnings = new ArrayList<>();
    private final List<Problem> unreadable = new ArrayList<>();

    private CertificateReading(FrontdoorConfig config, LoadedCertificates previous, InstantSource clock) {
        this.config = config;
        this.previous = previous;
        this.clock = clock;
        this.loader = new CertificateLoader(previous.byFiles().values());
        this.choice = new PairChoice(previous, clock.instant());
        this.allHosts = new HostIndex(
                config.sites().stream().flatMap(site -> site.hosts().stream()).toList());
    }

    /** Reads the files of {@code config}; {@code previous} lends good copies. Blocks. */
    public static Result read(FrontdoorConfig config, LoadedCertificates previous, InstantSource clock) {
        CertificateReading reading = new CertificateReading(config, previous, clock);
        LoadedCertificates certificates = reading.read();
        List<Problem> problems = reading.unreadable.isEmpty() ? reading.uncovered() : reading.unreadable;
        return problems.isEmpty() ? new Good(certificates) : new Bad(problems);
    }

    /**
     * Reads the files of a configuration that is in force, after another one, or one of its new pairs, was refused: what was
     * renewed meanwhile is served all the same, and a pair without a good copy is left out. Empty when a site would lose its last
     * certificate. Blocks.
     */
    public static Optional<LoadedCertificates> renew(
            FrontdoorConfig config, LoadedCertificates previous, InstantSource clock) {
        CertificateReading reading = new CertificateReading(config, previous, clock);
        LoadedCertificates certificates = reading.read();
        return reading.uncovered().isEmpty() ? Optional.of(certificates) : Optional.empty();
    }

    /** Finds the pairs that cannot be read, in a configuration that has other problems and may be read in parts only. Blocks. */
    public static List<Problem> unreadable(FrontdoorConfig config, InstantSource clock) {
        CertificateReading reading = new CertificateReading(config, LoadedCertificates.NONE, clock);
        reading.read();
        return List.copyOf(reading.unreadable);
    }

    /** The outcome of reading the certificates. */
    public sealed interface Result {}

    /** All of them can serve. */
    public record Good(LoadedCertificates certificates) implements Result {}

    /** Some have no good copy; at least one problem. */
    public record Bad(List<Problem> problems) implements Result {
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    private List<String> servedAddresses() {
        return config.sites().stream()
                .flatMap(site -> site.hosts().stream())
                .filter(HostPattern.Address.class::isInstance)
                .map(HostPattern::text)
                .toList();
    }

    private LoadedCertificates read() {
        PairSource.shared(config).forEach(source -> readSource(source, allHosts));
        List<CertificatePair> defaults = new ArrayList<>();
        Map<String, List<CertificatePair>> owned = new HashMap<>();
        for (SiteConfig site : config.sites()) {
            if (!site.certificates().isEmpty()) {
                HostIndex hosts = new HostIndex(site.hosts());
                site.certificates().forEach(pair -> readSource(source(site, pair), hosts));
            }
            List<CertificatePair> own = ownOf(site);
            for (HostPattern host : site.hosts()) {
                owned.put(
                        host.text(),
                        own.isEmpty()
                                ? own
                                : own.stream()
                                        .filter(pair -> HostCoverage.covers(pair, host))
                                        .toList());
            }
            if (site.hosts().contains(new HostPattern.Any())) {
                defaults.addAll(own.isEmpty() ? byFiles.values() : own);
            }
        }
        Map<UpstreamTls, BackendCredentials> backends = readBackends();
        List<CertificatePair> pairs = List.copyOf(byFiles.values());
        Set<CertificatePair> distinct = new LinkedHashSet<>(pairs);
        CertificateStore store =
                CertificateStore.of(List.copyOf(distinct), defaults, servedAddresses(), owned, asked(), clock);
        warnings.addAll(PairNotes.of(distinct, store, clock.instant()));
        List<Problem> notes = new ArrayList<>(mended.values());
        notes.addAll(IdlePairs.find(config, byFiles, store));
        return new LoadedCertificates(
                byFiles, store, backends, warnings, notes, differing, staples(distinct), awaited());
    }

    private Map<CertificatePair, StapleNote> staples(Set<CertificatePair> distinct) {
        Map<CertificatePair, StapleNote> found = new HashMap<>();
        for (CertificatePair pair : distinct) {
            StapleNote.of(pair, config.tls().ocspStapling(), config.stateDirectory(), clock.instant())
                    .ifPresent(note -> found.put(pair, note));
        }
        return found;
    }

    /** Hosts that get a certificate of their own: nobody is to see another one meanwhile. */
    private Set<String> asked() {
        return config.sites().stream()
                .filter(SiteConfig::acme)
                .flatMap(site -> site.hosts().stream())
                .map(HostPattern::text)
                .collect(Collectors.toSet());
    }

    private static PairSource source(SiteConfig site, CertificateConfig pair) {
        return site.acme() ? new PairSource.Asked(pair) : new PairSource.Named(pair);
    }

    private Map<UpstreamTls, BackendCredentials> readBackends() {
        BackendReading reading = new BackendReading(config, previous, loader);
        Map<UpstreamTls, BackendCredentials> backends = reading.read();
        warnings.addAll(reading.warnings());
        unreadable.addAll(reading.problems());
        return backends;
    }

    private Map<String, Optional<History>> awaited() {
        Map<String, Optional<History>> awaited = new HashMap<>();
        config.sites().stream().filter(SiteConfig::acme).forEach(site -> awaited.put(site.name(), history(site)));
        return awaited;
    }

    private Optional<History> history(SiteConfig site) {
        try {
            return new AcmeVault(config.stateDirectory())
                    .of(site.name())
                    .read(AcmeVault.history(0))
                    .flatMap(History::read);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private List<Problem> uncovered() {
        return SiteCoverage.problems(config, List.copyOf(byFiles.values()), this::ownOf);
    }

    private List<CertificatePair> ownOf(SiteConfig site) {
        if (site.certificates().isEmpty()) {
            return List.of();
        }
        return site.certificates().stream()
                .map(pair -> byFiles.get(pair.files()))
                .filter(Objects::nonNull)
                .toList();
    }

    private void readSource(PairSource source, HostIndex hosts) {
        try {
            source.list().forEach(files -> readFiles(files, source, hosts));
        } catch (IOException failed) {
            keepAllOf(source, Cause.inWords(failed));
        }
    }

    private void readFiles(PairFiles files, PairSource source, HostIndex hosts) {
        String key = source.key();
        CertificateLoading loading = loadings.computeIfAbsent(files, loader::read);
        switch (loading) {
            case CertificateLoading.Loaded(CertificatePair pair) ->
                choice.insteadOf(pair, files, hosts)
                        .ifPresentOrElse(
                                kept -> keep(files, kept.pair(), key, kept.reason()), () -> take(files, pair, key));
            case CertificateLoading.Unreadable(String text) ->
                previous.of(files)
                        .ifPresentOrElse(
                                good -> keep(files, good, atFault(files, key, text), text),
                                () -> onUnreadable(files, source, text));
        }
    }

    private void onUnreadable(PairFiles files, PairSource source, String text) {
        if (!(source instanceof PairSource.Asked asked)) {
            unreadable.add(problem(atFault(files, source.key(), text), text));
        } else if (asked.isThere()) {
            warnings.add(
                    problem(source.key(), text + "; another one is asked for").toString());
        }
    }

    /** The key of the very file, where somebody named it. */
    private static String atFault(PairFiles files, String key, String problem) {
        String part = key.endsWith(".directory") ? "" : files.partAtFault(problem);
        return part.isEmpty() ? key : key + "." + part;
    }

    private void take(PairFiles files, CertificatePair pair, String key) {
        byFiles.put(files, pair);
        pair.mended().ifPresent(text -> mended.put(files, problem(key, files.place() + ": " + text)));
    }

    private void keep(PairFiles files, CertificatePair good, String key, String reason) {
        byFiles.put(files, good);
        differing.add(files);
        warnings.add(problem(key, reason + "; the good copy in memory stays in service")
                .toString());
    }

    private Problem problem(String key, String text) {
        return new Problem(config.places().of(key), key, text);
    }

    /** Of a source that cannot be listed just now, all that it had stays. */
    private void keepAllOf(PairSource source, String cause) {
        String reason = "cannot list " + source.place() + ": " + cause;
        List<Map.Entry<PairFiles, CertificatePair>> kept = previous.byFiles().entrySet().stream()
                .filter(entry -> source.holds(entry.getKey()))
                .toList();
        kept.forEach(entry -> {
            byFiles.put(entry.getKey(), entry.getValue());
            differing.add(entry.getKey());
        });
        if (kept.isEmpty()) {
            unreadable.add(problem(source.key(), reason + "; name a directory that can be read"));
        } else {
            warnings.add(problem(source.key(), reason + "; the good copies in memory stay in service")
                    .toString());
        }
    }
}
