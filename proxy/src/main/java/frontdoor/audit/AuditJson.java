package frontdoor.audit;

import static frontdoor.report.Json.object;

import frontdoor.report.Json;
import frontdoor.report.Level;
import frontdoor.report.Printable;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An audit as JSON, for machines: stable, documented in docs/audit.md. */
public final class AuditJson {
    private AuditJson() {}

    /** The whole audit. */
    public static String of(AuditReport report) {
        SecureProbe probe = report.probe();
        Hop error = report.error();
        Sibling sibling = report.sibling();
        return Json.write(object(
                "host", Printable.of(report.host()),
                "audited", report.at().truncatedTo(ChronoUnit.SECONDS),
                "hops", report.hops().stream().map(AuditJson::hop).toList(),
                "error-page", error == null ? null : hop(error),
                "sibling", sibling == null ? null : sibling(sibling),
                "tls", probe == null ? null : tls(probe),
                "findings", report.findings().stream().map(AuditJson::finding).toList(),
                "errors", report.count(Level.ERROR),
                "warnings", report.count(Level.WARNING)));
    }

    private static Map<String, @Nullable Object> hop(Hop hop) {
        Map<String, @Nullable Object> fields = object("url", hop.url().toString());
        switch (hop.reply()) {
            case Answer answer -> {
                String location = answer.location();
                fields.put("status", answer.status());
                fields.put("location", location == null ? null : Printable.of(location));
                fields.put("hsts", answer.hsts().stream().map(Printable::of).toList());
            }
            case NoAnswer none -> fields.put("failure", none.text());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> sibling(Sibling sibling) {
        SecureProbe probe = sibling.probe();
        return object(
                "host", sibling.host(),
                "hop", probe == null ? null : hop(sibling.hop(probe)),
                "tls", probe == null ? null : tls(probe));
    }

    private static @Nullable Map<String, @Nullable Object> tls(SecureProbe probe) {
        TlsFacts tls = probe.tls();
        if (tls == null) {
            return null;
        }
        return object(
                "protocol", tls.protocol(),
                "cipher-suite", tls.cipherSuite(),
                "certificate",
                        object(
                                "names", tls.names(),
                                "issuer", tls.issuer(),
                                "not-before", tls.notBefore(),
                                "not-after", tls.notAfter(),
                                "good", probe.hasGoodTls()));
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        return object(
                "level", finding.level(),
                "code", finding.code(),
                "about", finding.about(),
                "text", finding.text(),
                "change", finding.code().change());
    }
}
