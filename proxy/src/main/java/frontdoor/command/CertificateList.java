package frontdoor.command;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.CertificateConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.LeafFacts;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.History;
import frontdoor.staple.StapleNote;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the certificates of a configuration for people, a line for each, and for each that is awaited. */
final class CertificateList {
    private final LoadedCertificates certificates;
    private final Instant now;
    private final StringBuilder text = new StringBuilder();
    private final Set<CertificatePair> shown = new HashSet<>();

    private CertificateList(LoadedCertificates certificates, Instant now) {
        this.certificates = certificates;
        this.now = now;
    }

    /** Those of sites first, in the order of the configuration, then the others. */
    static String of(FrontdoorConfig config, LoadedCertificates certificates, Instant now) {
        CertificateList list = new CertificateList(certificates, now);
        config.sites().forEach(list::add);
        certificates.byFiles().forEach((files, pair) -> {
            if (list.shown.add(pair)) {
                list.line("-", pair, files.place().toString());
            }
        });
        return list.text.toString();
    }

    private void add(SiteConfig site) {
        boolean there = false;
        for (CertificateConfig one : site.certificates()) {
            CertificatePair pair = certificates.byFiles().get(one.files());
            if (pair != null) {
                there = true;
                shown.add(pair);
                line(
                        site.name(),
                        pair,
                        site.acme()
                                ? "acme" + notRenewed(site)
                                : one.files().place().toString());
            }
        }
        if (site.acme() && !there) {
            text.append(site.name())
                    .append("  ")
                    .append(site.hosts().stream().map(HostPattern::text).collect(Collectors.joining(" ")))
                    .append("  ")
                    .append(awaited(tried(site)))
                    .append(System.lineSeparator());
        }
    }

    private Optional<History> tried(SiteConfig site) {
        return certificates.awaited().getOrDefault(site.name(), Optional.empty());
    }

    private String awaited(Optional<History> tried) {
        String since = tried.map(history -> "awaited since " + seconds(history.since()))
                .orElse("will be asked for once it is served");
        return since
                + tried.flatMap(History::lastFailure)
                        .map(failed -> "; " + failure(failed))
                        .orElse("");
    }

    private String notRenewed(SiteConfig site) {
        return tried(site)
                .flatMap(History::lastFailure)
                .map(failed -> "; not renewed: " + failure(failed))
                .orElse("");
    }

    private String failure(Attempt failed) {
        return failed.authority() + " at " + seconds(failed.at()) + ": " + failed.words()
                + (failed.again().isAfter(now) ? "; it is not asked again before " + seconds(failed.again()) : "");
    }

    private void line(String site, CertificatePair pair, String from) {
        LeafFacts leaf = pair.leaf();
        text.append(site)
                .append("  ")
                .append(Stream.concat(leaf.names().stream(), leaf.addresses().stream())
                        .collect(Collectors.joining(" ")))
                .append("  ")
                .append(leaf.kind().label())
                .append("  ")
                .append(ends(leaf))
                .append("  ")
                .append(from)
                .append(staple(pair))
                .append(System.lineSeparator());
    }

    private String staple(CertificatePair pair) {
        StapleNote note = certificates.staples().get(pair);
        if (note == null) {
            return "";
        }
        return switch (note.kind()) {
                    case REVOKED -> "  REVOKED: ";
                    case MISSING -> "  without its staple: ";
                }
                + note.text();
    }

    private String ends(LeafFacts leaf) {
        Duration left = Duration.between(now, leaf.notAfter());
        String end = seconds(leaf.notAfter());
        if (left.isNegative()) {
            return "ended " + end;
        }
        return "ends " + end + " (" + (left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours")
                + " left)";
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
