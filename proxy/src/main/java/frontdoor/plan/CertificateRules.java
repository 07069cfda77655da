package frontdoor.plan;

import frontdoor.hosts.Addresses;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.LeafFacts;
import frontdoor.policy.HstsTerms;
import frontdoor.renewal.History;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the certificate a host is shown with: does it cover, is it valid, how long still. */
final class CertificateRules {
    private CertificateRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        CertificatePair pair = subject.certificate();
        if (subject.awaits()) {
            verdicts.add(Code.CERTIFICATE_AWAITED, subject.site().key("certificate"), awaited(subject));
            return;
        }
        if (pair == null || !subject.covered()) {
            verdicts.add(Code.SOURCE_WITHOUT_CERTIFICATE, subject.hostKey(), uncovered(subject));
            return;
        }
        String key = subject.scheme().certificateKeys().keyOf(pair);
        LeafFacts leaf = pair.leaf();
        Instant now = subject.scheme().at();
        ChainRules.judge(subject, pair, key, verdicts);
        StapleRules.judge(subject, pair, key, verdicts);
        if (!leaf.isValidAt(now)) {
            verdicts.add(Code.CERTIFICATE_EXPIRED, key, invalid(subject, leaf, now));
            return;
        }
        if (!now.isBefore(leaf.endsSoonFrom())) {
            verdicts.add(
                    Code.CERTIFICATE_ENDS_SOON,
                    key,
                    "the certificate ends at " + text(leaf.notAfter()) + ", in "
                            + days(Duration.between(now, leaf.notAfter()))
                            + ": it is in the last fifth of its lifetime, and automatic renewals come at a third. See why "
                            + renewer(subject, pair) + " has not renewed it");
        }
        HstsTerms sent = subject.sent();
        if (sent != null && sent.binds() && leaf.notAfter().isBefore(boundUntil(sent, now))) {
            verdicts.add(Code.CERTIFICATE_ENDS_BEFORE_POLICY, key, renewal(subject, pair, sent));
        }
    }

    private static String awaited(Subject subject) {
        Optional<History> tried = subject.scheme()
                .certificates()
                .awaited()
                .getOrDefault(subject.site().config().name(), Optional.empty());
        String since = tried.map(history -> "is awaited since " + text(history.since()))
                .orElse("will be asked for once this configuration is served");
        String why = tried.flatMap(History::lastFailure)
                .map(failed ->
                        ". " + failed.authority() + " did not issue it at " + text(failed.at()) + ": " + failed.words())
                .orElse("");
        return "the first certificate " + since + "; until it is there, https is refused for " + subject.host()
                + ", and http answers 503 and what authorities ask" + why;
    }

    private static Instant boundUntil(HstsTerms sent, Instant now) {
        return now.plusSeconds(sent.maxAge());
    }

    private static String uncovered(Subject subject) {
        CertificatePair shown = subject.certificate();
        String host = subject.host();
        if (Addresses.isHost(host) && shown == null) {
            return "clients of an address send no server name, and no certificate here names an address, so nothing answers"
                    + " them. Get one that names " + host + ", or take the address out of hosts";
        }
        String now = shown == null
                ? "no certificate covers " + host + ": browsers get no connection, and so no redirect either"
                : "no certificate covers " + host + ": browsers are shown the one of " + names(shown)
                        + " and stop with an error, before any redirect";
        return now
                + ". Get one that names it, put it under certificates or into the site, or take the"
                + " host out of hosts" + alternatives(subject);
    }

    private static String alternatives(Subject subject) {
        return " (certificates here: "
                + String.join("; ", subject.scheme().certificateKeys().shown()) + ")";
    }

    private static String invalid(Subject subject, LeafFacts leaf, Instant now) {
        boolean early = leaf.notBefore().isAfter(now);
        String what = early
                ? "the certificate begins at " + text(leaf.notBefore()) + " only"
                : "the certificate ended at " + text(leaf.notAfter());
        HstsTerms sent = subject.sent();
        String bound = sent != null && sent.binds()
                ? ", and those that have the policy of this host offer no way past it"
                : "";
        return what + ": browsers show an error" + bound
                + (early
                        ? ". Put the one before it back until then, or set the clock right"
                        : ". Renew it; it is taken up without a restart");
    }

    private static String renewal(Subject subject, CertificatePair pair, HstsTerms sent) {
        LeafFacts leaf = pair.leaf();
        Instant due = leaf.lifetime().renewalDue();
        return "browsers are bound for " + MaxAgeText.of(sent.maxAge())
                + " after each visit, the certificate ends at "
                + text(leaf.notAfter()) + " already, so it has to be renewed before that. "
                + capitalized(renewer(subject, pair)) + " renews it; it did so last at " + text(leaf.notBefore())
                + ", and the next renewal is due at " + text(due);
    }

    private static String renewer(Subject subject, CertificatePair pair) {
        return subject.scheme().certificateKeys().renewerOf(pair);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String names(CertificatePair pair) {
        List<String> names = Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream())
                .toList();
        return names.isEmpty() ? "no name at all" : String.join(", ", names);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String days(Duration left) {
        return left.toDays() >= 2 ? left.toDays() + " days" : left.toHours() + " hours";
    }
}
