package frontdoor.serve;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.observe.Metrics;
import frontdoor.pairs.CertificatePair;
import frontdoor.tls.CertificateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Metrics of certificates, by the names in them: what is served tells them, and not what the disk holds. */
final class CertificateMetrics {
    private CertificateMetrics() {}

    static void register(Metrics metrics, Supplier<LoadedCertificates> inForce) {
        metrics.gauges(
                "frontdoor_certificate_not_after_timestamp_seconds",
                "When the certificate in service ends, or the chain that is sent with it, in seconds since the epoch, by name;"
                        + " of several that serve the name, the first to end.",
                "name",
                () -> notAfter(inForce.get().store()));
        metrics.gauges(
                "frontdoor_certificate_differs_from_disk",
                "1 for a name of a certificate in service whose files hold something else by now, which cannot serve or is worse;"
                        + " else 0.",
                "name",
                () -> differing(inForce.get()));
        metrics.gauges(
                "frontdoor_certificate_refused",
                "1 for a name whose certificate in service browsers refuse for what it is or because it, or its chain, has ended; else 0.",
                "name",
                () -> refused(inForce.get().store(), Instant.now()));
        metrics.gauge(
                "frontdoor_certificate_warnings",
                "Warnings about certificates in service, such as files that cannot be read now.",
                () -> inForce.get().warnings().size());
    }

    static void orders(Metrics metrics, Supplier<Map<List<String>, Double>> orders) {
        metrics.counters(
                "frontdoor_acme_orders_total",
                "Orders of certificates that have come to their end, by the name of the authority and whether it has issued one.",
                List.of("authority", "result"),
                orders);
    }

    /** A renewal that never reached its RSA twin must show, so the first end counts. */
    static Map<String, Double> notAfter(CertificateStore store) {
        Map<String, Double> byName = new TreeMap<>();
        for (String name : names(store)) {
            store.answering(name).forEach(served -> {
                long leaf = served.leaf().notAfter().getEpochSecond();
                double end = Math.min(leaf, served.judgement().closes().getEpochSecond());
                byName.merge(name, end, Math::min);
            });
        }
        return byName;
    }

    static Map<String, Double> differing(LoadedCertificates certificates) {
        Map<String, Double> byName = new TreeMap<>();
        certificates.byFiles().forEach((files, pair) -> {
            double differs = certificates.differing().contains(files) ? 1.0 : 0.0;
            named(pair).forEach(name -> byName.merge(name, differs, Math::max));
        });
        return byName;
    }

    /** By what answers for the name just now, whatever else names it too. */
    static Map<String, Double> refused(CertificateStore store, Instant now) {
        Map<String, Double> byName = new TreeMap<>();
        for (String name : names(store)) {
            store.find(name).ifPresent(served -> byName.put(name, served.isRefusedAt(now) ? 1.0 : 0.0));
        }
        return byName;
    }

    private static Iterable<String> names(CertificateStore store) {
        return () -> store.pairs().stream()
                .flatMap(CertificateMetrics::named)
                .distinct()
                .iterator();
    }

    private static Stream<String> named(CertificatePair pair) {
        return Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream());
    }
}
