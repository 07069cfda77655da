package frontdoor.certificates;

import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.config.UpstreamTls;
import frontdoor.pairs.AuthoritiesLoading;
import frontdoor.pairs.BackendCredentials;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the files of TLS with backends. As with the pairs of sites, what is bad just now keeps its good copy in memory, with a warning.
 *
 * <p>Used for one reading, on a thread that may block.
 */
final class BackendReading {
    private final FrontdoorConfig config;
    private final Map<UpstreamTls, BackendCredentials> previous;
    private final CertificateLoader loader;
    private final Map<Path, AuthoritiesLoading> authorities = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    BackendReading(FrontdoorConfig config, LoadedCertificates previous, CertificateLoader loader) {
        this.config = config;
        this.previous = previous.backends();
        this.loader = loader;
    }

    /** The terms of every server that is reached over https. */
    static Set<UpstreamTls> terms(FrontdoorConfig config) {
        Stream<UpstreamConfig> ofSites =
                config.sites().stream().flatMap(site -> site.ownUpstreams(config.upstreams()).stream());
        Set<UpstreamTls> terms = new LinkedHashSet<>();
        Stream.concat(config.upstreams().named().values().stream(), ofSites)
                .filter(upstream -> upstream.servers().stream()
                        .anyMatch(server -> server.url().tls()))
                .forEach(upstream -> terms.add(upstream.settings().tls()));
        return terms;
    }

    /** The files that {@code terms} are read from. */
    static List<Path> files(UpstreamTls terms) {
        return Stream.concat(
                        terms.verify() ? terms.authorities().stream() : Stream.empty(),
                        terms.certificate().stream().flatMap(pair -> pair.files().paths().stream()))
                .toList();
    }

    /** What was read, and good copies of what could not be. */
    Map<UpstreamTls, BackendCredentials> read() {
        Map<UpstreamTls, BackendCredentials> read = new LinkedHashMap<>();
        for (UpstreamTls terms : terms(config)) {
            if (!terms.verify()) {
                warnings.add(problem(
                                terms.configuredAt() + ".verify",
                                "is false: whoever answers in the place of these servers is believed and gets every request;"
                                        + " name the file of their issuer in tls.authorities instead")
                        .toString());
            }
            read(terms).ifPresent(credentials -> read.put(terms, credentials));
        }
        return read;
    }

    List<String> warnings() {
        return warnings;
    }

    List<Problem> problems() {
        return problems;
    }

    private Optional<BackendCredentials> read(UpstreamTls terms) {
        Optional<BackendCredentials> before = Optional.ofNullable(previous.get(terms));
        List<Problem> wrong = new ArrayList<>();
        Optional<List<X509Certificate>> believed = terms.verify()
                ? terms.authorities().flatMap(file -> authorities(file, terms, wrong))
                : Optional.empty();
        Optional<CertificatePair> shown = terms.certificate().flatMap(pair -> pair(pair, wrong));
        if (wrong.isEmpty()) {
            return Optional.of(new BackendCredentials(terms.verify(), believed, shown));
        }
        if (before.isEmpty()) {
            problems.addAll(wrong);
        } else {
            wrong.forEach(problem -> warnings.add(problem + "; the good copy in memory stays in service"));
        }
        return before;
    }

    private Optional<List<X509Certificate>> authorities(Path file, UpstreamTls terms, List<Problem> wrong) {
        return switch (authorities.computeIfAbsent(file, AuthoritiesLoading::load)) {
            case AuthoritiesLoading.Loaded(List<X509Certificate> loaded) -> Optional.of(loaded);
            case AuthoritiesLoading.Unreadable(String text) -> {
                wrong.add(problem(terms.configuredAt() + ".authorities", text));
                yield Optional.empty();
            }
        };
    }

    private Optional<CertificatePair> pair(CertificateConfig certificate, List<Problem> wrong) {
        return switch (loader.read(certificate.files())) {
            case CertificateLoading.Loaded(CertificatePair pair) -> Optional.of(pair);
            case CertificateLoading.Unreadable(String text) -> {
                String part = certificate.files().partAtFault(text);
                wrong.add(problem(certificate.configuredAt() + (part.isEmpty() ? "" : "." + part), text));
                yield Optional.empty();
            }
        };
    }

    private Problem problem(String key, String text) {
        return new Problem(config.places().of(key), key, text);
    }
}
